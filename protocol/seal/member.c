/* What a member does with a GRANT. A new chain without a new ANSWER would be an old GRANT, or one
 * that somebody else made: only a pending handshake may begin anew. */
#include "protocol/seal/member.h"

#include <string.h>

#include "base/ident.h"

void seal_member_init(struct seal_member *member, const uint8_t room[SEAL_ROOM_LEN], uint8_t seat)
{
	*member = (struct seal_member){.seat = seat};
	memcpy(member->room, room, SEAL_ROOM_LEN);
}

void seal_member_answered(struct seal_member *member, const struct seal_link *link)
{
	member->pending = *link;
	member->has_pending = true;
}

static bool try_link(const struct seal_member *member, const struct seal_link *link,
	struct view payload, struct seal_opened *ret_opened)
{
	const struct seal_standing standing = {
		.room = member->room,
		.link = link->key,
		.answer_hash = link->answer_hash,
		.last_grant = member->has_current ? member->last_grant : NULL,
		.last_epoch = member->last_epoch,
		.seat = member->seat,
	};

	return seal_grant_open(payload, &standing, ret_opened) == SEAL_OK;
}

enum seal_verdict seal_member_grant(struct seal_member *member, struct view payload,
	struct seal_opened *ret_opened)
{
	struct seal_opened opened;

	/* The pending handshake first: a GRANT that names it makes it the current one. */
	if (member->has_pending && try_link(member, &member->pending, payload, &opened)) {
		member->current = member->pending;
		member->has_pending = false;
	} else if (!member->has_current || !try_link(member, &member->current, payload, &opened)) {
		return SEAL_CANNOT_OPEN;
	} else if (opened.restart) {
		seal_opened_wipe(&opened);
		return SEAL_CANNOT_OPEN;
	}
	member->has_current = true;
	member->last_epoch = opened.epoch.number;
	memcpy(member->last_grant, opened.epoch.grant_hash, SEAL_HASH_LEN);
	*ret_opened = opened;
	seal_opened_wipe(&opened);
	return SEAL_OK;
}

void seal_member_wipe(struct seal_member *member)
{
	ident_cleanse(member, sizeof(*member));
}
