/* The log: stderr, one line one fact, logfmt behind a journal priority. Never words of a
 * conversation, addresses, tokens or user agents. Whoever decides, logs, once; low floors return.
 * */
#ifndef SAMTALE_BASE_LOG_H
#define SAMTALE_BASE_LOG_H

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* The level up to which lines are written; INFO at start. */
void log_set_level(enum log_level level);

/* A word in front of each line, such as "worker=1"; copied, at most 31 bytes. */
void log_set_prefix(const char *prefix);

/* Writes one line. Control characters and bytes that are no ASCII print as \xNN; a line ends at
 * 1,000 bytes. */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
