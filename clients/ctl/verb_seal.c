/* Keys, statements and the bundle; every file is there whole or not at all. */
#include "verb_seal.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "base/clock.h"
#include "seal_list.h"
#include "signer/bundle.h"
#include "signer/key_file.h"
#include "signer/whole_file.h"
#include "text_file.h"

enum {
	WHY_SIZE = 400,
	LIST_MAX = 1024 * 1024,
	BUNDLE_MAX = 4096,
	DAYS_MAX = 100,
	S_PER_DAY = 86400,
	MS_PER_S = 1000
};

static const char hint[] = "docs/operations.md, The seal, tells what is needed when.";

static const char *text_of(const json_t *args, const char *name)
{
	const char *text = json_string_value(json_object_get(args, name));
	return text ? text : "";
}

static json_t *failure_of(const char *file, const char *why)
{
	char message[WHY_SIZE];
	snprintf(message, sizeof(message), "%s: %s", file, why);
	return answer_failure("seal", message, hint);
}

static json_t *usage(const char *message)
{
	return answer_failure("usage", message, hint);
}

/* A whole number from 0 to max, or -1. */
static long long number_of(const char *text, long long max)
{
	char *end = NULL;
	long long number = *text >= '0' && *text <= '9' ? strtoll(text, &end, 10) : -1;
	return end && *end == '\0' && number <= max ? number : -1;
}

json_t *verb_seal_key(const json_t *args)
{
	const char *path = text_of(args, "file");
	struct seal_key *key = NULL;
	char point[KEY_POINT_HEX];
	int err = key_file_make(path, &key);
	if (err != 0) {
		return failure_of(path, key_file_why(err));
	}
	key_file_point(key, point);
	seal_key_destroy(key);
	return answer_data(json_pack("{s:s,s:s}", "file", path, "point", point));
}

/* --- statements --- */

/* What is gathered for a batch. */
struct making {
	struct seal_key *root;
	struct seal_statement shift;
	uint8_t points[SEAL_STATEMENT_KEYS_MAX][SEAL_POINT_LEN];
	struct batch_plan plan;
	struct buf text;
};

static json_t *take_signers(struct making *making, const json_t *points)
{
	making->shift.mode = SEAL_MODE_SHIFT;
	if (json_array_size(points) > SEAL_STATEMENT_KEYS_MAX) {
		return usage("--signer: at most four");
	}
	for (size_t i = 0; i < json_array_size(points); i++) {
		const char *hex = json_string_value(json_array_get(points, i));
		if (key_file_point_read(view_text(hex), making->points[i]) != 0) {
			return usage("--signer: expected the point that samtalectl seal signer has shown");
		}
		making->shift.keys[making->shift.key_count++] = making->points[i];
	}
	return NULL;
}

static json_t *take_times(struct making *making, const json_t *args)
{
	const char *asked = text_of(args, "days");
	long long serial = number_of(text_of(args, "serial"), UINT32_MAX);
	long long days = *asked ? number_of(asked, DAYS_MAX) : DAYS_MAX;
	if (serial < 1) {
		return usage("--serial: expected a number from 1, above that of the batch before");
	}
	if (days < 1) {
		return usage("--days: expected a number from 1 to 100");
	}
	making->plan.serial = (uint32_t)serial;
	making->plan.not_before = (uint32_t)(clock_wall_ms() / MS_PER_S);
	making->plan.not_after = making->plan.not_before + (uint32_t)days * S_PER_DAY;
	return NULL;
}

static json_t *sign_list(struct making *making, const char *path)
{
	char why[WHY_SIZE];
	char *text = text_file_load(path, LIST_MAX);
	unsigned line = 0;
	const char *what = NULL;
	if (!text) {
		return failure_of(path, strerror(errno));
	}
	const struct seal_signer root = seal_signer_of(making->root);
	making->plan.root = &root;
	int err = seal_list_sign(text, &making->plan, &making->shift, &making->text, &line, &what);
	free(text);
	making->plan.root = NULL;
	if (err == 0) {
		return NULL;
	}
	snprintf(why, sizeof(why), "line %u: %s", line, what);
	return failure_of(path, why);
}

/* Reads what was made as the daemon will, and writes it. */
static json_t *write_batch(const struct making *making, const char *path)
{
	struct batch *batch = NULL;
	if (batch_read(buf_view(&making->text), &batch) != 0) {
		return failure_of(path, "expects a list with each agency once");
	}
	size_t count = 0;
	while (batch_at(batch, count)) {
		count++;
	}
	batch_destroy(batch);
	if (whole_file_write(path, buf_view(&making->text)) != 0) {
		return failure_of(path, strerror(errno));
	}
	return answer_data(
		json_pack("{s:s,s:I,s:I,s:I}", "file", path, "statements", (json_int_t)count, "serial",
			(json_int_t)making->plan.serial, "not_after", (json_int_t)making->plan.not_after));
}

static json_t *make_batch(struct making *making, const json_t *args)
{
	json_t *refusal = take_signers(making, json_object_get(args, "signer"));
	refusal = refusal ? refusal : take_times(making, args);
	if (refusal) {
		return refusal;
	}
	int err = key_file_read(text_of(args, "root"), &making->root);
	if (err != 0) {
		return failure_of(text_of(args, "root"), key_file_why(err));
	}
	if (batch_begin(&making->text) != 0) {
		return answer_failure("memory", "no memory", "");
	}
	refusal = sign_list(making, text_of(args, "agencies"));
	return refusal ? refusal : write_batch(making, text_of(args, "file"));
}

json_t *verb_seal_statements(const json_t *args)
{
	struct making making = {0};
	buf_init(&making.text, BATCH_TEXT_MAX);
	json_t *answer = make_batch(&making, args);
	buf_finish(&making.text);
	seal_key_destroy(making.root);
	return answer;
}

/* --- bundle --- */

json_t *verb_seal_bundle(const json_t *args)
{
	const json_t *points = json_object_get(args, "root_point");
	const char *path = text_of(args, "file");
	long long serial = number_of(text_of(args, "min_serial"), UINT32_MAX);
	struct bundle bundle = {.min_serial = (uint32_t)serial};
	struct buf text;
	if (serial < 0 || json_array_size(points) > SEAL_ROOTS_MAX) {
		return usage(serial < 0 ? "--min-serial: expected a number" : "--root-point: at most two");
	}
	for (size_t i = 0; i < json_array_size(points); i++) {
		const char *hex = json_string_value(json_array_get(points, i));
		if (key_file_point_read(view_text(hex), bundle.roots[bundle.root_count++]) != 0) {
			return usage("--root-point: expected the point that samtalectl seal root has shown");
		}
	}
	buf_init(&text, BUNDLE_MAX);
	int err = bundle_write(&bundle, &text);
	err = err == 0 ? whole_file_write(path, buf_view(&text)) : err;
	int problem = errno;
	buf_finish(&text);
	return err == 0 ? answer_data(json_pack("{s:s,s:i,s:I}", "file", path, "roots",
						  (int)bundle.root_count, "min_serial", (json_int_t)bundle.min_serial))
					: failure_of(path, err == ERR_SYSTEM ? strerror(problem) : err_text(err));
}
