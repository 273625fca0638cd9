/* Dictionaries are flat JSON objects of texts, kept as jansson read them. */
#include "api/texts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/log.h"

enum { PATH_SIZE = 600, LINE_SIZE = 200 };

struct texts {
	json_t *languages[LANGUAGE_COUNT];
	json_t *in_nb; /* keys whose Northern Sami text is bokmål; values are true */
};

static int load_language(struct texts *texts, const char *folder, enum language language)
{
	char path[PATH_SIZE];
	json_error_t error;
	snprintf(path, sizeof(path), "%s/%s.json", folder, language_code(language));
	json_t *read = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	texts->languages[language] = read;
	if (!json_is_object(read)) {
		log_error("texts: %s line %d: %s", path, error.line,
			read ? "expects an object" : error.text);
		return ERR_SYNTAX;
	}
	const char *key;
	json_t *value;
	json_object_foreach(read, key, value)
	{
		if (!json_is_string(value)) {
			log_error("texts: %s: %s expects a text", path, key);
			return ERR_SYNTAX;
		}
	}
	return 0;
}

static int load_in_nb(struct texts *texts, const char *folder)
{
	char path[PATH_SIZE], line[LINE_SIZE];
	snprintf(path, sizeof(path), "%s/se-in-nb.txt", folder);
	texts->in_nb = json_object();
	FILE *file = texts->in_nb ? fopen(path, "re") : NULL;
	if (!file) {
		log_error("texts: cannot read %s", path);
		return ERR_SYSTEM;
	}
	int err = 0;
	while (err == 0 && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\r\n")] = '\0';
		bool is_key = line[0] != '\0' && line[0] != '#';
		err = is_key ? json_object_set_new(texts->in_nb, line, json_true()) : 0;
	}
	fclose(file);
	return err == 0 ? 0 : ERR_NOMEM;
}

struct texts *texts_create(const char *folder)
{
	struct texts *texts = calloc(1, sizeof(*texts));
	int err = texts ? load_in_nb(texts, folder) : ERR_NOMEM;
	for (int i = 0; err == 0 && i < LANGUAGE_COUNT; i++) {
		err = load_language(texts, folder, (enum language)i);
	}
	if (err != 0) {
		texts_destroy(texts);
		return NULL;
	}
	return texts;
}

void texts_destroy(struct texts *texts)
{
	if (!texts) {
		return;
	}
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		json_decref(texts->languages[i]);
	}
	json_decref(texts->in_nb);
	free(texts);
}

const char *texts_get(const struct texts *texts, enum language language, const char *key,
	enum language *ret_language)
{
	enum language found = language < LANGUAGE_COUNT ? language : LANGUAGE_NB;
	if (found == LANGUAGE_SE && json_object_get(texts->in_nb, key)) {
		found = LANGUAGE_NB;
	}
	const char *text = json_string_value(json_object_get(texts->languages[found], key));
	if (!text) {
		found = LANGUAGE_NB;
		text = json_string_value(json_object_get(texts->languages[LANGUAGE_NB], key));
	}
	if (ret_language) {
		*ret_language = found;
	}
	return text ? text : key;
}

/* The value of the name that begins at text and ends at a brace, or NULL. */
static const char *value_of(const char *text, size_t len, const struct text_value *values,
	size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(values[i].name) == len && memcmp(values[i].name, text, len) == 0) {
			return values[i].value;
		}
	}
	return NULL;
}

void texts_fill(const char *text, const struct text_value *values, size_t count, char *out,
	size_t size)
{
	size_t used = 0;
	while (*text && used + 1 < size) {
		const char *end = *text == '{' ? strchr(text, '}') : NULL;
		const char *value =
			end ? value_of(text + 1, (size_t)(end - text - 1), values, count) : NULL;
		if (!value) {
			out[used++] = *text++;
			continue;
		}
		size_t len = strnlen(value, size - 1 - used);
		memcpy(out + used, value, len);
		used += len;
		text = end + 1;
	}
	out[used] = '\0';
}
