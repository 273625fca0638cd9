/* New devices of agencies that certify their devices themselves: what a device and an approver say to each other, kept for ten
 * minutes at most and read by nobody in between (docs/encryption.md, section 3). Every node hears NEWS_ENROL of each change. */
#ifndef SAMTALE_STORE_ENROL_H
#define SAMTALE_STORE_ENROL_H

#include "store/store.h"

enum { ENROL_MOST = 16 }; /* requests of one agency */

/* A person and its agency. Borrowed for the call. */
struct enrol_person {
	const char *pool;
	const char *cid;
	const char *agency; /* slug */
	const char *alias;
};

/* left_s: ERR_MOMENT, seconds until this person may try again; else 0. */
typedef void (*enrol_asked_fn)(void *context, struct reply_to to, int err, unsigned left_s);

/* The device asks. Takes the place of an earlier request that no approver has answered. ERR_MOMENT: a try was begun less than ten
 * minutes ago; ERR_FULL: too many of this agency wait. */
int enrol_ask(struct store *store, struct reply_to to, const struct enrol_person *device,
	struct view request, struct view commitment, enrol_asked_fn done) MUST_CHECK;

/* An approver of the same agency answers the request of staff that has this commitment. ERR_GONE, ERR_MOMENT: it is another one, or
 * somebody else has answered. Here and below saying the same twice is 0. */
int enrol_vouch(struct store *store, struct reply_to to, const struct enrol_person *approver,
	const char *staff, struct view commitment, struct view number, store_done_fn done) MUST_CHECK;

/* The device opens itself. ERR_GONE, ERR_MOMENT: nobody has answered, or it has opened itself. */
int enrol_reveal(struct store *store, struct reply_to to, const struct enrol_person *device,
	struct view number, store_done_fn done) MUST_CHECK;

/* The approver who has answered certifies the device, or with an empty certificate does not. ERR_GONE, ERR_MOMENT. */
int enrol_approve(struct store *store, struct reply_to to, const struct enrol_person *approver,
	const char *staff, struct view certificate, store_done_fn done) MUST_CHECK;

enum enrol_stage { ENROL_WAITS, ENROL_VOUCHED, ENROL_REVEALED, ENROL_CERTIFIED, ENROL_DENIED };

/* A request as it stands; borrowed until the callback returns. Bytes that nobody has told yet are empty. */
struct enrolment {
	const char *staff; /* cid */
	const char *alias;
	const char *approver; /* cid, or "" */
	const char *approver_alias;
	struct view request, commitment;
	struct view approver_number, device_number;
	struct view certificate;
	enum enrol_stage stage;
	unsigned left_s;
};

/* list: all that live of the agency that was asked about. */
typedef void (*enrol_listed_fn)(void *context, struct reply_to to, int err, const char *agency,
	const struct enrolment *list, size_t count);

int enrol_list(struct store *store, struct reply_to to, const char *pool, const char *agency,
	enrol_listed_fn done) MUST_CHECK;

#endif
