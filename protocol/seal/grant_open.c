/* The checks of a GRANT. The tag comes last of the secrets and covers every wrap, so a member also
 * sees when somebody has changed what another one is given. */
#include "protocol/seal/grant_open.h"

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/box.h"
#include "protocol/seal/internal/grant_keys.h"

/* Compared in even time: who can try tags must not learn how far one fits. */
static bool tag_fits(const struct seal_grant *grant, const uint8_t key[SEAL_KEY_LEN])
{
	uint8_t tag[SEAL_HASH_LEN];

	seal_grant_tag(key, grant->core, grant->body, tag);
	return ident_equal(tag, grant->tag, sizeof(tag));
}

/* Does it follow what the member knows? A chain of zeros begins anew. */
static bool follows(const struct seal_grant *grant, const struct seal_standing *standing,
	bool *ret_restart)
{
	static const uint8_t none[SEAL_HASH_LEN];

	*ret_restart = false;
	if (standing->last_grant == NULL) {
		return true;
	}
	if (memcmp(grant->previous, none, SEAL_HASH_LEN) == 0) {
		*ret_restart = true;
		return true;
	}
	return grant->header.epoch == standing->last_epoch + 1 &&
		memcmp(grant->previous, standing->last_grant, SEAL_HASH_LEN) == 0;
}

/* The list of keys: this epoch first, then older ones, falling. */
static int read_list(struct view list, struct seal_opened *opened)
{
	struct seal_old_key pairs[SEAL_PAIRS_MAX];
	struct seal_reader reader = seal_reader_of(list);
	const uint8_t count = seal_reader_within(&reader, 1, SEAL_PAIRS_MAX);
	uint8_t read = 0;

	for (; !reader.bad && read < count; read++) {
		pairs[read].number = seal_reader_u32(&reader);
		const uint8_t *key = seal_reader_bytes(&reader, SEAL_KEY_LEN);
		if (key != NULL) {
			memcpy(pairs[read].key, key, SEAL_KEY_LEN);
		}
		seal_reader_must(&reader, pairs[read].number > 0);
		seal_reader_must(&reader, read == 0 || pairs[read].number < pairs[read - 1].number);
	}
	const int err = seal_reader_end(&reader);
	const bool fits = err == 0 && read > 0 && pairs[0].number == opened->epoch.number;
	if (fits) {
		memcpy(opened->epoch.key, pairs[0].key, SEAL_KEY_LEN);
		memcpy(opened->history, pairs + 1, (read - 1U) * sizeof(*pairs));
		opened->history_count = (uint8_t)(read - 1);
	}
	ident_cleanse(pairs, sizeof(pairs));
	return fits ? 0 : ERR_SYNTAX;
}

/* Opens one member's wrap into opened, whose epoch is described already. */
static bool unwrap(const struct seal_grant *grant, const struct seal_grant_member *member,
	const uint8_t link[SEAL_KEY_LEN], struct seal_opened *opened)
{
	uint8_t key[SEAL_KEY_LEN];
	uint8_t aad[SEAL_WRAP_AAD_MAX];
	uint8_t list[SEAL_LIST_MAX];
	const size_t list_len = member->wrap.len - SEAL_TAG_LEN;

	seal_grant_wrap_key(link, member->answer_hash, key);
	const struct seal_box box = {key, member->nonce,
		seal_grant_wrap_aad(grant->core, member->seat, aad)};
	const bool ok = seal_box_open(&box, member->wrap, list) &&
		read_list((struct view){list, list_len}, opened) == 0;
	ident_cleanse(key, sizeof(key));
	ident_cleanse(list, sizeof(list));
	return ok;
}

/* Everything that costs nothing is asked first; the keys come out of the wrap only when the rest
 * fits, and are handed over only when the tag does. */
enum seal_verdict seal_grant_open(struct view payload, const struct seal_standing *standing,
	struct seal_opened *ret_opened)
{
	struct seal_grant grant;
	struct seal_opened opened = {0};

	if (seal_grant_read(payload, &grant) < 0 ||
		memcmp(grant.room, standing->room, SEAL_ROOM_LEN) != 0 ||
		grant.header.epoch <= standing->last_epoch ||
		!seal_grant_names(&grant, standing->seat, standing->answer_hash) ||
		!follows(&grant, standing, &opened.restart)) {
		return SEAL_CANNOT_OPEN;
	}
	seal_grant_describe(&grant, payload, &opened.epoch);
	const bool ok =
		unwrap(&grant, seal_grant_member(&grant, standing->seat), standing->link, &opened) &&
		tag_fits(&grant, opened.epoch.key);
	if (ok) {
		*ret_opened = opened;
	}
	seal_opened_wipe(&opened);
	return ok ? SEAL_OK : SEAL_CANNOT_OPEN;
}

void seal_opened_wipe(struct seal_opened *opened)
{
	ident_cleanse(opened, sizeof(*opened));
}

enum seal_verdict seal_grant_reopen(struct view payload, const uint8_t room[SEAL_ROOM_LEN],
	const uint8_t seed[SEAL_KEY_LEN], struct seal_epoch *ret_epoch)
{
	struct seal_grant grant;
	uint8_t key[SEAL_KEY_LEN];

	if (seal_grant_read(payload, &grant) < 0) {
		return SEAL_CANNOT_OPEN;
	}
	seal_grant_epoch_key(seed, room, grant.core, key);
	const enum seal_verdict verdict = seal_grant_tie(payload, room, key, ret_epoch);
	ident_cleanse(key, sizeof(key));
	return verdict;
}

enum seal_verdict seal_grant_tie(struct view payload, const uint8_t room[SEAL_ROOM_LEN],
	const uint8_t key[SEAL_KEY_LEN], struct seal_epoch *ret_epoch)
{
	struct seal_grant grant;

	if (seal_grant_read(payload, &grant) < 0 || memcmp(grant.room, room, SEAL_ROOM_LEN) != 0 ||
		!tag_fits(&grant, key)) {
		return SEAL_CANNOT_OPEN;
	}
	seal_grant_describe(&grant, payload, ret_epoch);
	memcpy(ret_epoch->key, key, SEAL_KEY_LEN);
	return SEAL_OK;
}
