/* Making a GRANT: the core first, because every key hangs on its hash; then the wraps, then the
 * tag. */
#include "protocol/seal/grant_make.h"

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/box.h"
#include "protocol/seal/internal/grant_keys.h"

static void write_core(const struct seal_grant_plan *plan, struct seal_writer *writer)
{
	static const uint8_t none[SEAL_HASH_LEN];
	const struct seal_header header = {SEAL_KIND_GRANT, 0, plan->epoch, plan->cseq};

	seal_header_write(writer, &header);
	seal_writer_bytes(writer, plan->room, SEAL_ROOM_LEN);
	seal_writer_bytes(writer, plan->previous != NULL ? plan->previous : none, SEAL_HASH_LEN);
	seal_writer_u8(writer, plan->member_count);
	for (uint8_t i = 0; i < plan->member_count; i++) {
		seal_writer_u8(writer, plan->members[i].seat);
		seal_writer_bytes(writer, plan->members[i].answer_hash, SEAL_HASH_LEN);
	}
}

/* The list that one member is given: the new key, then the older ones. */
static struct view write_list(const struct seal_epoch *epoch, const struct seal_admission *member,
	uint8_t memory[SEAL_LIST_MAX])
{
	struct seal_writer list = seal_writer_of(memory, SEAL_LIST_MAX);

	seal_writer_u8(&list, (uint8_t)(member->history_count + 1));
	seal_writer_u32(&list, epoch->number);
	seal_writer_bytes(&list, epoch->key, SEAL_KEY_LEN);
	for (uint8_t i = 0; i < member->history_count; i++) {
		seal_writer_u32(&list, member->history[i].number);
		seal_writer_bytes(&list, member->history[i].key, SEAL_KEY_LEN);
	}
	return seal_writer_written(&list);
}

/* What the parts of one GRANT are written with. */
struct pen {
	const struct seal_random *random;
	struct seal_writer *writer;
	struct view core;
	struct seal_epoch epoch;
};

static int write_wrap(struct pen *pen, const struct seal_admission *member)
{
	uint8_t key[SEAL_KEY_LEN];
	uint8_t list_memory[SEAL_LIST_MAX];
	uint8_t aad[SEAL_WRAP_AAD_MAX];
	const struct view list = write_list(&pen->epoch, member, list_memory);
	uint8_t *nonce = seal_writer_place(pen->writer, SEAL_NONCE_LEN);

	seal_writer_u16(pen->writer, (uint16_t)(list.len + SEAL_TAG_LEN));
	uint8_t *wrap = seal_writer_place(pen->writer, list.len + SEAL_TAG_LEN);
	if (wrap == NULL) {
		ident_cleanse(list_memory, sizeof(list_memory));
		return ERR_FULL;
	}
	pen->random->fill(pen->random->context, nonce, SEAL_NONCE_LEN);
	seal_grant_wrap_key(member->link, member->answer_hash, key);
	const struct seal_box box = {key, nonce, seal_grant_wrap_aad(pen->core, member->seat, aad)};
	const int err = seal_box_close(&box, list, wrap);
	ident_cleanse(key, sizeof(key));
	ident_cleanse(list_memory, sizeof(list_memory));
	return err;
}

/* Asked before anything is sealed: what only a member's list shows cannot be read back here. */
static bool is_possible(const struct seal_grant_plan *plan)
{
	bool holds = plan->member_count >= 1 && plan->member_count <= SEAL_STAFF_MAX;

	for (uint8_t i = 0; holds && i < plan->member_count; i++) {
		const struct seal_admission *member = &plan->members[i];
		uint32_t above = plan->epoch;
		holds = member->history_count <= SEAL_HISTORY_MAX;
		for (uint8_t j = 0; holds && j < member->history_count; j++) {
			holds = member->history[j].number > 0 && member->history[j].number < above;
			above = member->history[j].number;
		}
	}
	return holds;
}

int seal_grant_make(const struct seal_grant_plan *plan, const struct seal_random *random,
	struct seal_writer *writer, struct seal_epoch *ret_epoch)
{
	struct pen pen = {random, writer, {NULL, 0}, {.number = plan->epoch}};
	struct seal_grant made;
	uint8_t tag[SEAL_HASH_LEN];
	int err = is_possible(plan) ? 0 : ERR_RANGE;

	if (err < 0) {
		return err;
	}
	write_core(plan, writer);
	pen.core = seal_writer_written(writer);
	seal_grant_epoch_key(plan->seed, plan->room, pen.core, pen.epoch.key);
	for (uint8_t i = 0; err == 0 && i < plan->member_count; i++) {
		err = write_wrap(&pen, &plan->members[i]);
	}
	seal_grant_tag(pen.epoch.key, pen.core, seal_writer_written(writer), tag);
	seal_writer_bytes(writer, tag, sizeof(tag));
	err = err < 0 ? err : seal_writer_end(writer);
	if (err == 0) {
		err = seal_grant_read(seal_writer_written(writer), &made) < 0 ? ERR_RANGE : 0;
	}
	if (err == 0) {
		seal_grant_describe(&made, seal_writer_written(writer), ret_epoch);
		memcpy(ret_epoch->key, pen.epoch.key, SEAL_KEY_LEN);
	}
	seal_epoch_wipe(&pen.epoch);
	return err;
}
