/* The rows of schema.h as a libcyaml schema, and libcyaml's complaints as problems with file,
 * line and key. */
#include "conf/raw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cyaml/cyaml.h>

static const cyaml_schema_value_t text_item = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, 255),
};

/* How a row becomes a field; HERE is the struct of its table. Bounds are checked from the rows,
 * where every problem is found and not only the first. */
#define FIELD_TEXT(key, min, max) \
	CYAML_FIELD_STRING_PTR(#key, \
		(min) == 0 ? CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL : CYAML_FLAG_POINTER, HERE, key, \
		min, max),
#define FIELD_NUMBER(key, min, max) CYAML_FIELD_UINT(#key, CYAML_FLAG_DEFAULT, HERE, key),
#define FIELD_TEXTS(key, min, max) \
	CYAML_FIELD_SEQUENCE(#key, CYAML_FLAG_POINTER, HERE, key, &text_item, min, max),
#define FIELD_PART(key, table) \
	CYAML_FIELD_MAPPING(#key, CYAML_FLAG_DEFAULT, HERE, key, fields_##table),
#define FIELD_PARTS(key, table, max) \
	CYAML_FIELD_SEQUENCE(#key, CYAML_FLAG_POINTER, HERE, key, &value_##table, 1, max),
#define FIELDS(table) \
	SCHEMA_##table(FIELD_TEXT, FIELD_NUMBER, FIELD_TEXTS, FIELD_PART, FIELD_PARTS) CYAML_FIELD_END

#define HERE struct raw_LISTEN
static const cyaml_schema_field_t fields_LISTEN[] = {FIELDS(LISTEN)};
static const cyaml_schema_value_t value_LISTEN = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_LISTEN, fields_LISTEN),
};
#undef HERE
#define HERE struct raw_ADMIN
static const cyaml_schema_field_t fields_ADMIN[] = {FIELDS(ADMIN)};
#undef HERE
#define HERE struct raw_REDIS
static const cyaml_schema_field_t fields_REDIS[] = {FIELDS(REDIS)};
#undef HERE
#define HERE struct raw_SEAL
static const cyaml_schema_field_t fields_SEAL[] = {FIELDS(SEAL)};
#undef HERE
#define HERE struct raw_PROXY_LOGIN
static const cyaml_schema_field_t fields_PROXY_LOGIN[] = {FIELDS(PROXY_LOGIN)};
#undef HERE
#define HERE struct raw_NOTIFY
static const cyaml_schema_field_t fields_NOTIFY[] = {FIELDS(NOTIFY)};
#undef HERE
#define HERE struct raw_LIMITS
static const cyaml_schema_field_t fields_LIMITS[] = {FIELDS(LIMITS)};
#undef HERE
#define HERE struct raw_TIMERS
static const cyaml_schema_field_t fields_TIMERS[] = {FIELDS(TIMERS)};
#undef HERE
#define HERE struct raw_PERIODS
static const cyaml_schema_field_t fields_PERIODS[] = {FIELDS(PERIODS)};
#undef HERE
#define HERE struct raw_NAME
static const cyaml_schema_field_t fields_NAME[] = {FIELDS(NAME)};
#undef HERE
#define HERE struct raw_ALARMS
static const cyaml_schema_field_t fields_ALARMS[] = {FIELDS(ALARMS)};
#undef HERE
#define HERE struct raw_POOLS
static const cyaml_schema_field_t fields_POOLS[] = {FIELDS(POOLS)};
static const cyaml_schema_value_t value_POOLS = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_POOLS, fields_POOLS),
};
#undef HERE
#define HERE struct raw_TOP
static const cyaml_schema_field_t fields_TOP[] = {FIELDS(TOP)};
#undef HERE

static const cyaml_schema_value_t schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_TOP, fields_TOP),
};

/* What libcyaml has said so far: its complaint, then the way from the place outward, one line a
 * step. */
struct complaint {
	char message[200];
	char pattern[200];
	unsigned line;
};

/* Puts a step in front of the pattern. */
static void step_outward(struct complaint *complaint, const char *step)
{
	char longer[sizeof(complaint->pattern)];
	bool dot = complaint->pattern[0] != '\0' && complaint->pattern[0] != '[';
	int len = snprintf(longer, sizeof(longer), "%s%s%s", step, dot ? "." : "", complaint->pattern);
	if (len > 0 && (size_t)len < sizeof(longer)) {
		memcpy(complaint->pattern, longer, (size_t)len + 1);
	}
}

static void on_line(struct complaint *complaint, const char *text)
{
	char key[64];
	if (strncmp(text, "Load: ", 6) == 0) {
		if (complaint->message[0] == '\0') {
			snprintf(complaint->message, sizeof(complaint->message), "%s", text + 6);
			complaint->message[strcspn(complaint->message, "\n")] = '\0';
		}
		return;
	}
	const char *place = strstr(text, "(line: ");
	if (!place) {
		return;
	}
	unsigned line = (unsigned)strtoul(place + strlen("(line: "), NULL, 10);
	if (strstr(text, "in sequence entry")) {
		step_outward(complaint, "[]");
	} else if (strstr(text, "in mapping field '")) {
		const char *begin = strchr(text, '\'') + 1;
		snprintf(key, sizeof(key), "%.*s", (int)strcspn(begin, "'"), begin);
		step_outward(complaint, key);
	}
	if (complaint->line == 0) {
		complaint->line = line;
	}
}

static void log_cb(cyaml_log_t level, void *context, const char *format, va_list args)
	__attribute__((format(printf, 3, 0)));

static void log_cb(cyaml_log_t level, void *context, const char *format, va_list args)
{
	(void)level;
	char text[300];
	vsnprintf(text, sizeof(text), format, args);
	on_line(context, text);
}

static const cyaml_config_t base_config = {
	.log_level = CYAML_LOG_WARNING,
	.mem_fn = cyaml_mem,
	.flags = CYAML_CFG_NO_ALIAS | CYAML_CFG_IGNORE_UNKNOWN_KEYS,
};

/* The last place where a path stands. */
static const struct located *last_of(const struct locate *locate, const struct located *place)
{
	const struct located *last = place;
	for (size_t i = 0; locate_at(locate, i); i++) {
		if (strcmp(locate_at(locate, i)->path, place->path) == 0) {
			last = locate_at(locate, i);
		}
	}
	return last;
}

static void tell_complaint(const struct complaint *complaint, const struct locate *locate,
	const char *file, struct problems *problems)
{
	unsigned line = complaint->line ? complaint->line : 1;
	const struct located *place = locate_before(locate, complaint->pattern, line);
	char expected[128];
	if (place && strncmp(complaint->message, "Mapping field already seen", 26) == 0) {
		problem_at(problems, file, last_of(locate, place)->line, place->path,
			"expects to stand here once only");
	} else if (place && schema_expects(place->pattern, expected, sizeof(expected))) {
		problem_at(problems, file, place->line, place->path, "expects %s (%s)", expected,
			complaint->message);
	} else {
		problem_at(problems, file, line, complaint->pattern, "%s", complaint->message);
	}
}

int raw_read(const char *text, const struct locate *locate, const char *file,
	struct problems *problems, struct raw_TOP **ret_raw)
{
	struct complaint complaint = {0};
	cyaml_config_t config = base_config;
	config.log_fn = log_cb;
	config.log_ctx = &complaint;
	struct raw_TOP *raw = NULL;
	cyaml_err_t err = cyaml_load_data((const uint8_t *)text, strlen(text), &config, &schema,
		(cyaml_data_t **)&raw, NULL);
	if (err == CYAML_OK && raw) {
		*ret_raw = raw;
		return 0;
	}
	if (err == CYAML_ERR_OOM) {
		return ERR_NOMEM;
	}
	if (complaint.message[0] == '\0') {
		snprintf(complaint.message, sizeof(complaint.message), "%s", cyaml_strerror(err));
	}
	tell_complaint(&complaint, locate, file, problems);
	return ERR_SYNTAX;
}

void raw_free(struct raw_TOP *raw)
{
	if (raw) {
		cyaml_free(&base_config, &schema, raw, 0);
	}
}
