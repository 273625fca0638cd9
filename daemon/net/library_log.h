/* What the WebSocket library has to say, as lines of our log. */
#ifndef SAMTALE_NET_LIBRARY_LOG_H
#define SAMTALE_NET_LIBRARY_LOG_H

enum { LIBRARY_LOG_LINES_A_SECOND = 5 };

/* From now on its errors and warnings come as debug lines, so many a second at most: clients can provoke them. */
void library_log_start(void);

#endif
