/* NOTE: one key for the text, wrapped for each of the staff under a key of the two. */
#include "protocol/seal/note.h"

#include <string.h>

#include "base/ident.h"
#include "protocol/seal/box.h"
#include "protocol/seal/kdf.h"

enum { WRAP_LEN = SEAL_KEY_LEN + SEAL_TAG_LEN, AAD_MAX = 384 };

/* The form of a note. Borrows from the payload. */
struct note_form {
	struct seal_header header;
	uint8_t count;
	struct {
		uint8_t seat;
		const uint8_t *nonce;
		struct view wrap;
	} recipients[SEAL_STAFF_MAX];
	struct view front; /* everything before the last nonce */
	const uint8_t *nonce;
	struct view sealed;
};

/* Which seats these are is asked later, against the circle. */
static int read_form(struct view payload, struct note_form *ret_form)
{
	struct note_form form = {0};
	struct seal_reader reader = seal_reader_of(payload);

	form.header = seal_header_read(&reader, SEAL_KIND_NOTE);
	form.count = seal_reader_within(&reader, 1, SEAL_STAFF_MAX);
	for (uint8_t i = 0; !reader.bad && i < form.count; i++) {
		form.recipients[i].seat = seal_reader_within(&reader, 1, SEAL_SEAT_MAX);
		form.recipients[i].nonce = seal_reader_bytes(&reader, SEAL_NONCE_LEN);
		form.recipients[i].wrap = seal_reader_view(&reader, WRAP_LEN);
	}
	form.front = seal_reader_done_part(&reader);
	form.nonce = seal_reader_bytes(&reader, SEAL_NONCE_LEN);
	form.sealed = seal_reader_view(&reader, seal_reader_left(&reader));
	if (seal_reader_end(&reader) < 0 || form.sealed.len < SEAL_TAG_LEN ||
		form.sealed.len > SEAL_PLAIN_MAX + SEAL_TAG_LEN) {
		return ERR_SYNTAX;
	}
	*ret_form = form;
	return 0;
}

static const struct seal_colleague *find(const struct seal_circle *circle, uint8_t seat)
{
	for (uint8_t i = 0; i < circle->count; i++) {
		if (circle->staff[i].seat == seat) {
			return &circle->staff[i];
		}
	}
	return NULL;
}

/* Exactly the staff of the epoch, in its order. */
static bool is_whole(const struct seal_circle *circle)
{
	bool holds = circle->count + 1 == circle->epoch->participant_count;

	for (uint8_t i = 0; holds && i < circle->count; i++) {
		holds = circle->staff[i].seat == circle->epoch->participants[i + 1];
	}
	return holds && find(circle, circle->own_seat) != NULL;
}

static bool is_to_the_circle(const struct note_form *form, const struct seal_circle *circle)
{
	bool holds = form->count == circle->count;

	for (uint8_t i = 0; holds && i < form->count; i++) {
		holds = form->recipients[i].seat == circle->staff[i].seat;
	}
	return holds;
}

/* The key between two of the staff, in one direction; one of the two is oneself. The youth has
 * neither private key; both ANSWERs go in, so a link of another handshake gives another key. */
static int pair_key(const struct seal_circle *circle, const struct seal_colleague *from,
	const struct seal_colleague *to, uint8_t ret_key[SEAL_KEY_LEN])
{
	const struct seal_colleague *other = from->seat == circle->own_seat ? to : from;
	uint8_t shared[SEAL_KEY_LEN];
	uint8_t memory[SEAL_INFO_MAX];
	struct seal_writer info = seal_writer_of(memory, sizeof(memory));

	const int err = seal_key_agree(circle->own, other->point, shared);
	if (err < 0) {
		return err;
	}
	seal_writer_label(&info, SEAL_LABEL("note"));
	seal_writer_u8(&info, from->seat);
	seal_writer_u8(&info, to->seat);
	seal_writer_bytes(&info, from->answer_hash, SEAL_HASH_LEN);
	seal_writer_bytes(&info, to->answer_hash, SEAL_HASH_LEN);
	seal_kdf(shared, (struct view){circle->epoch->grant_hash, SEAL_HASH_LEN},
		seal_writer_written(&info), ret_key);
	ident_cleanse(shared, sizeof(shared));
	return 0;
}

/* Label, room, hash of the GRANT, and what is to be bound beside them. */
static struct seal_writer begin_aad(const struct seal_circle *circle, const char *label,
	uint8_t memory[AAD_MAX])
{
	struct seal_writer aad = seal_writer_of(memory, AAD_MAX);

	seal_writer_label(&aad, label);
	seal_writer_bytes(&aad, circle->epoch->room, SEAL_ROOM_LEN);
	seal_writer_bytes(&aad, circle->epoch->grant_hash, SEAL_HASH_LEN);
	return aad;
}

static struct view wrap_aad(const struct seal_circle *circle, const struct seal_header *header,
	uint8_t to, uint8_t memory[AAD_MAX])
{
	struct seal_writer aad = begin_aad(circle, SEAL_LABEL("note key"), memory);

	seal_header_write(&aad, header);
	seal_writer_u8(&aad, to);
	return seal_writer_written(&aad);
}

static struct view text_aad(const struct seal_circle *circle, struct view front,
	uint8_t memory[AAD_MAX])
{
	struct seal_writer aad = begin_aad(circle, SEAL_LABEL("note"), memory);

	seal_writer_view(&aad, front);
	return seal_writer_written(&aad);
}

/* What the parts of one note are written with. */
struct pen {
	const struct seal_circle *circle;
	const struct seal_random *random;
	struct seal_writer *writer;
	struct seal_header header;
	uint8_t content_key[SEAL_KEY_LEN];
};

static int write_wrap(const struct pen *pen, const struct seal_colleague *to)
{
	uint8_t key[SEAL_KEY_LEN];
	uint8_t aad[AAD_MAX];

	seal_writer_u8(pen->writer, to->seat);
	uint8_t *nonce = seal_writer_place(pen->writer, SEAL_NONCE_LEN);
	uint8_t *wrap = seal_writer_place(pen->writer, WRAP_LEN);
	if (wrap == NULL) {
		return ERR_FULL;
	}
	int err = pair_key(pen->circle, find(pen->circle, pen->circle->own_seat), to, key);
	if (err < 0) {
		return err;
	}
	pen->random->fill(pen->random->context, nonce, SEAL_NONCE_LEN);
	const struct seal_box box = {key, nonce, wrap_aad(pen->circle, &pen->header, to->seat, aad)};
	err = seal_box_close(&box, (struct view){pen->content_key, SEAL_KEY_LEN}, wrap);
	ident_cleanse(key, sizeof(key));
	return err;
}

/* The sealed text behind the wraps. */
static int write_text(const struct pen *pen, struct view body)
{
	const struct seal_plain plain = {.type = SEAL_TYPE_TEXT, .body = body};
	const struct view front = seal_writer_written(pen->writer);
	uint8_t memory[SEAL_PLAIN_MAX];
	uint8_t aad[AAD_MAX];
	size_t len;

	if (seal_plain_write(&plain, memory, &len) < 0) {
		return ERR_RANGE;
	}
	uint8_t *nonce = seal_writer_place(pen->writer, SEAL_NONCE_LEN);
	uint8_t *sealed = seal_writer_place(pen->writer, len + SEAL_TAG_LEN);
	int err = seal_writer_end(pen->writer);
	if (err == 0) {
		pen->random->fill(pen->random->context, nonce, SEAL_NONCE_LEN);
		const struct seal_box box = {pen->content_key, nonce, text_aad(pen->circle, front, aad)};
		err = seal_box_close(&box, (struct view){memory, len}, sealed);
	}
	ident_cleanse(memory, sizeof(memory));
	return err;
}

int seal_note_make(const struct seal_circle *circle, const struct seal_note *note,
	const struct seal_random *random, struct seal_writer *writer)
{
	struct pen pen = {circle, random, writer,
		{SEAL_KIND_NOTE, (uint8_t)(SEAL_NOTE_SENDER + circle->own_seat), circle->epoch->number,
			note->cseq},
		{0}};
	int err = 0;

	if (note->cseq == 0 || !is_whole(circle)) {
		return ERR_RANGE;
	}
	random->fill(random->context, pen.content_key, sizeof(pen.content_key));
	seal_header_write(writer, &pen.header);
	seal_writer_u8(writer, circle->count);
	for (uint8_t i = 0; err == 0 && i < circle->count; i++) {
		err = write_wrap(&pen, &circle->staff[i]);
	}
	if (err == 0) {
		err = write_text(&pen, note->body);
	}
	ident_cleanse(pen.content_key, sizeof(pen.content_key));
	return err;
}

/* The key of the note's text, from the wrap for oneself. */
static bool open_wrap(const struct seal_circle *circle, const struct note_form *form,
	uint8_t ret_key[SEAL_KEY_LEN])
{
	const struct seal_colleague *from =
		find(circle, (uint8_t)(form->header.sender - SEAL_NOTE_SENDER));
	const struct seal_colleague *own = find(circle, circle->own_seat);
	uint8_t key[SEAL_KEY_LEN];
	uint8_t aad[AAD_MAX];
	const uint8_t *nonce = NULL;
	struct view wrap = {NULL, 0};

	for (uint8_t i = 0; i < form->count; i++) {
		if (form->recipients[i].seat == circle->own_seat) {
			nonce = form->recipients[i].nonce;
			wrap = form->recipients[i].wrap;
		}
	}
	if (from == NULL || nonce == NULL || pair_key(circle, from, own, key) < 0) {
		return false;
	}
	const struct seal_box box = {key, nonce,
		wrap_aad(circle, &form->header, circle->own_seat, aad)};
	const bool opened = seal_box_open(&box, wrap, ret_key);
	ident_cleanse(key, sizeof(key));
	return opened;
}

/* A note counts nothing: what of it was seen is nobody's business. */
static bool is_a_note(const struct seal_plain *plain)
{
	static const uint32_t none[SEAL_PARTICIPANTS_MAX];

	return plain->type == SEAL_TYPE_TEXT && memcmp(plain->seen, none, sizeof(none)) == 0;
}

enum seal_verdict seal_note_open(const struct seal_circle *circle, struct view payload,
	uint8_t memory[SEAL_PLAIN_MAX], struct seal_note *ret_note)
{
	struct note_form form;
	struct seal_plain plain;
	uint8_t content_key[SEAL_KEY_LEN];
	uint8_t aad[AAD_MAX];

	if (read_form(payload, &form) < 0 || form.header.epoch != circle->epoch->number ||
		!is_whole(circle) || !is_to_the_circle(&form, circle) ||
		!open_wrap(circle, &form, content_key)) {
		return SEAL_CANNOT_OPEN;
	}
	const struct seal_box box = {content_key, form.nonce, text_aad(circle, form.front, aad)};
	const bool opened = seal_box_open(&box, form.sealed, memory);
	ident_cleanse(content_key, sizeof(content_key));
	const struct view inside = {memory, form.sealed.len - SEAL_TAG_LEN};
	if (!opened || seal_plain_read(inside, &plain) < 0 || !is_a_note(&plain)) {
		ident_cleanse(memory, inside.len);
		return SEAL_CANNOT_OPEN;
	}
	*ret_note = (struct seal_note){(uint8_t)(form.header.sender - SEAL_NOTE_SENDER),
		form.header.cseq, plain.body};
	return SEAL_OK;
}
