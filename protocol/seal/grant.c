/* The form of a GRANT. The wraps of other members are looked at too: a length that no list has
 * would mean that somebody puts other things there. */
#include "protocol/seal/grant.h"

#include <string.h>

#include "base/ident.h"

static void read_members(struct seal_reader *reader, struct seal_grant *grant)
{
	uint8_t last = 0;

	for (uint8_t i = 0; !reader->bad && i < grant->member_count; i++) {
		grant->members[i].seat = seal_reader_within(reader, 1, SEAL_SEAT_MAX);
		grant->members[i].answer_hash = seal_reader_bytes(reader, SEAL_HASH_LEN);
		seal_reader_must(reader, grant->members[i].seat > last);
		last = grant->members[i].seat;
	}
}

static bool is_length_of_a_list(size_t len)
{
	const size_t fixed = 1 + SEAL_TAG_LEN;

	return len >= fixed + SEAL_PAIR_LEN && len <= SEAL_LIST_MAX + SEAL_TAG_LEN &&
		(len - fixed) % SEAL_PAIR_LEN == 0;
}

static void read_wraps(struct seal_reader *reader, struct seal_grant *grant)
{
	for (uint8_t i = 0; !reader->bad && i < grant->member_count; i++) {
		grant->members[i].nonce = seal_reader_bytes(reader, SEAL_NONCE_LEN);
		grant->members[i].wrap = seal_reader_view(reader, seal_reader_u16(reader));
		seal_reader_must(reader, is_length_of_a_list(grant->members[i].wrap.len));
	}
}

int seal_grant_read(struct view payload, struct seal_grant *ret_grant)
{
	struct seal_grant read = {0};
	struct seal_reader reader = seal_reader_of(payload);

	read.header = seal_header_read(&reader, SEAL_KIND_GRANT);
	seal_reader_must(&reader, read.header.epoch > 0);
	read.room = seal_reader_bytes(&reader, SEAL_ROOM_LEN);
	read.previous = seal_reader_bytes(&reader, SEAL_HASH_LEN);
	read.member_count = seal_reader_within(&reader, 1, SEAL_STAFF_MAX);
	read_members(&reader, &read);
	read.core = seal_reader_done_part(&reader);
	read_wraps(&reader, &read);
	read.body = seal_reader_done_part(&reader);
	read.tag = seal_reader_bytes(&reader, SEAL_HASH_LEN);
	if (seal_reader_end(&reader) < 0) {
		return ERR_SYNTAX;
	}
	*ret_grant = read;
	return 0;
}

const struct seal_grant_member *seal_grant_member(const struct seal_grant *grant, uint8_t seat)
{
	for (uint8_t i = 0; i < grant->member_count; i++) {
		if (grant->members[i].seat == seat) {
			return &grant->members[i];
		}
	}
	return NULL;
}

bool seal_grant_names(const struct seal_grant *grant, uint8_t seat,
	const uint8_t answer_hash[SEAL_HASH_LEN])
{
	const struct seal_grant_member *member = seal_grant_member(grant, seat);

	return member != NULL && memcmp(member->answer_hash, answer_hash, SEAL_HASH_LEN) == 0;
}

void seal_grant_describe(const struct seal_grant *grant, struct view payload,
	struct seal_epoch *ret_epoch)
{
	*ret_epoch = (struct seal_epoch){.number = grant->header.epoch};
	memcpy(ret_epoch->room, grant->room, SEAL_ROOM_LEN);
	ident_hash(payload.data, payload.len, ret_epoch->grant_hash);
	ret_epoch->participant_count = (uint8_t)(grant->member_count + 1);
	for (uint8_t i = 0; i < grant->member_count; i++) {
		ret_epoch->participants[i + 1] = grant->members[i].seat;
	}
}
