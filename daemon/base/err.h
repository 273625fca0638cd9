/* The error codes every floor returns: 0 is success, anything below says why not. */
#ifndef SAMTALE_BASE_ERR_H
#define SAMTALE_BASE_ERR_H

#define MUST_CHECK __attribute__((warn_unused_result))

enum err {
	ERR_NOMEM = -1,  /* no memory */
	ERR_SYNTAX = -2, /* the bytes are not what the format asks for */
	ERR_RANGE = -3,  /* well formed, but outside a bound */
	ERR_FULL = -4,   /* a limit is reached */
	ERR_GONE = -5,   /* what it names does not exist (any more) */
	ERR_DOWN = -6,   /* the other side cannot be reached now */
	ERR_DENIED = -7, /* not allowed */
	ERR_SYSTEM = -8, /* the operating system refused; errno says more */
	ERR_MOMENT = -9, /* not at this moment; OpenSSL has a type named ERR_MOMENT */
	ERR_OFF = -10,   /* nobody is there for it now */
	ERR_WISH = -11,  /* somebody it concerns has wished otherwise */
};

/* A short English phrase for a code of enum err, static; "unknown error" for any other number. */
const char *err_text(int err);

#endif
