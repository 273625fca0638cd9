/* OFFER: the youth's browser opens a handshake with one seat. */
#ifndef SAMTALE_SEAL_OFFER_H
#define SAMTALE_SEAL_OFFER_H

#include "protocol/seal/header.h"
#include "protocol/seal/seal.h"

enum { SEAL_OFFER_MAX = 192 };

/* Pointers and views are borrowed: from the payload that was read, or from whoever makes one. */
struct seal_offer {
	struct seal_header header;
	const uint8_t *room;  /* SEAL_ROOM_LEN */
	uint8_t to;           /* the seat */
	uint8_t purpose;      /* enum seal_purpose */
	uint8_t min_mode;     /* the mode that the youth's screen named */
	const uint8_t *point; /* Y, fresh for each OFFER */
	struct view agency;   /* a slug; empty: any */
	struct view topic;    /* a slug */
};

/* ERR_SYNTAX when anything is not as it must be; Y is on the curve. */
int seal_offer_read(struct view payload, struct seal_offer *ret_offer) MUST_CHECK;

/* Writes one into an empty writer. ERR_RANGE for one that reading would refuse. */
int seal_offer_make(const struct seal_offer *offer, struct seal_writer *writer) MUST_CHECK;

/* What a staff member accepted when the conversation was offered to her. */
struct seal_accepted {
	const uint8_t *room; /* SEAL_ROOM_LEN */
	uint8_t seat;
	uint8_t purpose;
	uint8_t mode;       /* her own */
	struct view agency; /* her own */
	struct view topic;
};

/* SEAL_OK when the OFFER is for what was accepted, else SEAL_CANNOT_OPEN. */
enum seal_verdict seal_offer_check(struct view payload, const struct seal_accepted *accepted,
	struct seal_offer *ret_offer);

#endif
