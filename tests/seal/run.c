/* Running vectors. */
#include "seal/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seal/ops.h"

static struct op *begin(const char *name, const json_t *in)
{
	struct op *op = calloc(1, sizeof(*op));

	op->name = name;
	op->in = in;
	op->out = json_object();
	return op;
}

const char *run_op(const char *name, const json_t *in, json_t **ret_out)
{
	struct op *op = begin(name, in);
	const bool known = ops_run(name, op);
	const char *verdict = known ? op->verdict : NULL;

	*ret_out = op->out;
	free(op);
	return verdict;
}

/* A copy of the value in which every $name is what it stands for. */
static json_t *resolved(const json_t *value, const json_t *defs)
{
	const char *text = json_string_value(value);
	json_t *copy = json_deep_copy(value);
	const char *key;
	json_t *item;
	size_t i;

	if (text != NULL && text[0] == '$') {
		json_decref(copy);
		return json_deep_copy(json_object_get(defs, text + 1));
	}
	json_object_foreach((json_t *)value, key, item)
	{
		json_object_set_new(copy, key, resolved(item, defs));
	}
	json_array_foreach(value, i, item)
	{
		json_array_set_new(copy, i, resolved(item, defs));
	}
	return copy;
}

static bool report(const char *id, const char *what, const json_t *found, const json_t *expected)
{
	char *left = json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
	char *right = json_dumps(expected, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);

	fprintf(stderr, "%s: %s\n  found    %.900s\n  expected %.900s\n", id, what,
		left != NULL ? left : "", right != NULL ? right : "");
	free(left);
	free(right);
	return false;
}

/* The verdict of a sequence is its list of outputs; the word beside it only tells its subject. */
static bool compare(const struct op *op, const json_t *vector, const json_t *defs, bool listed)
{
	const json_t *verdict = json_object_get(vector, "verdict");
	json_t *expected = resolved(json_object_get(vector, "out"), defs);
	bool same = true;

	if (!listed && strcmp(op->verdict, json_string_value(verdict)) != 0) {
		json_t *found = json_string(op->verdict);
		same = report(op->name, "another verdict", found, verdict);
		json_decref(found);
	} else if (expected != NULL && !json_equal(op->out, expected)) {
		same = report(op->name, "another output", op->out, expected);
	}
	json_decref(expected);
	return same;
}

bool run_vector(const json_t *vector, const json_t *defs, enum run_signatures signatures)
{
	const char *id = json_string_value(json_object_get(vector, "id"));
	const char *name = json_string_value(json_object_get(vector, "op"));
	struct op *op = begin(id != NULL ? id : "a vector without id", json_object_get(vector, "in"));
	bool good = false;

	op->defs = defs;
	op->given = signatures == RUN_TAKE_OVER ? json_object_get(vector, "out") : NULL;
	if (name == NULL || json_object_get(vector, "verdict") == NULL || !ops_run(name, op)) {
		fprintf(stderr, "%s: an unknown op: %s\n", op->name, name != NULL ? name : "none");
	} else {
		good = compare(op, vector, defs, strcmp(name, "sequence") == 0);
	}
	json_decref(op->out);
	free(op);
	return good;
}

static unsigned run_list(const json_t *file, const char *key, enum run_signatures signatures)
{
	const json_t *list = json_object_get(file, key);
	const json_t *count = json_object_get(json_object_get(file, "counts"), key);
	unsigned bad = 0;
	size_t i;
	json_t *vector;

	if (!json_is_integer(count) || (size_t)json_integer_value(count) != json_array_size(list)) {
		fprintf(stderr, "%s: not as many as counted\n", key);
		bad++;
	}
	json_array_foreach(list, i, vector)
	{
		bad += run_vector(vector, json_object_get(file, "defs"), signatures) ? 0 : 1;
	}
	return bad;
}

unsigned run_file(const json_t *file, enum run_signatures signatures)
{
	return run_list(file, "positive", signatures) + run_list(file, "negative", signatures);
}
