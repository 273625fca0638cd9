/* A table of the fields; hours are judged where they are played (whatif_world.c). */
#include "api/whatif_form.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { WHY_SIZE = 96, NAME_SIZE = 32 };

static const struct number {
	const char *name;
	size_t at;
	double min, max;
	bool whole;
} numbers[] = {
	{"visits_day", offsetof(struct whatif_form, visits_day), 0.01, 200, false},
	{"counsellors", offsetof(struct whatif_form, counsellors), 0, 20, true},
	{"capacity", offsetof(struct whatif_form, capacity), 1, 3, true},
	{"widen_s", offsetof(struct whatif_form, widen_s), 0, 1800, true},
};

static const struct text {
	const char *name;
	size_t at;
} texts[] = {
	{"hours", offsetof(struct whatif_form, hours)},
	{"extra", offsetof(struct whatif_form, extra)},
};

enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]), TEXTS = sizeof(texts) / sizeof(texts[0]) };

static double *number_in(struct whatif_form *form, const struct number *row)
{
	return (double *)(void *)((char *)form + row->at);
}

static int fault(json_t *faults, const char *prefix, const char *name, const char *why)
{
	char key[NAME_SIZE];
	snprintf(key, sizeof(key), "%s.%s", prefix, name);
	json_object_set_new(faults, key, json_string(why));
	return ERR_RANGE;
}

static int read_number(const struct number *row, const json_t *value, struct whatif_form *form)
{
	double number = json_number_value(value);
	if (!json_is_number(value) || number < row->min || number > row->max ||
		(row->whole && floor(number) != number)) {
		return ERR_RANGE;
	}
	*number_in(form, row) = number;
	return 0;
}

static int read_text(const struct text *row, const json_t *value, struct whatif_form *form)
{
	const char *text = json_string_value(value);
	if (!text || json_string_length(value) >= WHATIF_HOURS_SIZE) {
		return ERR_RANGE;
	}
	memcpy((char *)form + row->at, *text ? text : "none",
		*text ? strlen(text) + 1 : sizeof("none"));
	return 0;
}

int whatif_form_read(const json_t *object, const char *prefix, json_t *faults,
	struct whatif_form *form)
{
	int err = 0;
	for (size_t i = 0; i < NUMBERS; i++) {
		const struct number *row = &numbers[i];
		const json_t *value = json_object_get(object, row->name);
		if (value && read_number(row, value, form) != 0) {
			char why[WHY_SIZE];
			snprintf(why, sizeof(why), "expected a %snumber from %g to %g",
				row->whole ? "whole " : "", row->min, row->max);
			err = fault(faults, prefix, row->name, why);
		}
	}
	for (size_t i = 0; i < TEXTS; i++) {
		const json_t *value = json_object_get(object, texts[i].name);
		if (value && read_text(&texts[i], value, form) != 0) {
			err = fault(faults, prefix, texts[i].name,
				"expected hours such as mon-thu 16:00-21:00, or none");
		}
	}
	const json_t *pooled = json_object_get(object, "pooled");
	if (pooled && !json_is_boolean(pooled)) {
		err = fault(faults, prefix, "pooled", "expected true or false");
	} else if (pooled) {
		form->pooled = json_is_true(pooled);
	}
	return err;
}

json_t *whatif_form_json(const struct whatif_form *form)
{
	json_t *object = json_object();
	for (size_t i = 0; object && i < NUMBERS; i++) {
		double number = *(const double *)(const void *)((const char *)form + numbers[i].at);
		json_object_set_new(object, numbers[i].name,
			numbers[i].whole ? json_integer((json_int_t)number) : json_real(number));
	}
	for (size_t i = 0; object && i < TEXTS; i++) {
		json_object_set_new(object, texts[i].name, json_string((const char *)form + texts[i].at));
	}
	if (object) {
		json_object_set_new(object, "pooled", json_boolean(form->pooled));
	}
	return object;
}
