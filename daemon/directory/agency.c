/* An agency's fields: one table says their names, who must have them and how a value is checked.
 * Values are kept as they were given; the hours and the theme are kept in a second form as well. */
#include "directory/agency.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "directory/alarm_limit.h"
#include "directory/form.h"
#include "directory/link.h"
#include "directory/sites.h"

enum { TEXT_MAX = 400, CODES_MAX = 64, MUNICIPALITY_MAX = 16 };

typedef int check_fn(struct agency *agency, const char *value, const char **ret_why);
static check_fn check_fixed, check_name, check_profession, check_municipality, check_kind,
	check_week, check_exceptions, check_holidays, check_topics, check_link, check_languages,
	check_text, check_light, check_dark, check_seal, check_sites, check_form, check_live;

enum { SLUG, POOL, NAME, KIND, MUNICIPALITY, PROFESSION };

/* docs/config.md tells what each field means. Of answers.* and of works_with.* one language is
 * enough. */
static const struct field {
	const char *name;
	check_fn *check;
	const char
		*required; /* name of the requirement; one field of those that share it must have a value */
	enum agency_editor editor;
} fields[] = {
	[SLUG] = {"slug", check_fixed, NULL, BY_FILE},
	[POOL] = {"pool", check_fixed, NULL, BY_FILE},
	[NAME] = {"name", check_name, "name", BY_ADMINISTRATOR},
	[KIND] = {"kind", check_kind, NULL, BY_FILE},
	[MUNICIPALITY] = {"municipality", check_municipality, NULL, BY_FILE},
	[PROFESSION] = {"profession", check_profession, NULL, BY_OWNER},
	{"live", check_live, NULL, BY_COORDINATOR},
	{"languages", check_languages, NULL, BY_OWNER},
	{"answers.nb", check_text, "answers", BY_OWNER},
	{"answers.nn", check_text, "answers", BY_OWNER},
	{"answers.se", check_text, "answers", BY_OWNER},
	{"answers.da", check_text, "answers", BY_OWNER},
	{"answers.en", check_text, "answers", BY_OWNER},
	{"works_with.nb", check_text, "works_with", BY_OWNER},
	{"works_with.nn", check_text, "works_with", BY_OWNER},
	{"works_with.se", check_text, "works_with", BY_OWNER},
	{"works_with.da", check_text, "works_with", BY_OWNER},
	{"works_with.en", check_text, "works_with", BY_OWNER},
	{"hours", check_week, NULL, BY_OWNER},
	{"exceptions", check_exceptions, NULL, BY_OWNER},
	{"holidays", check_holidays, NULL, BY_OWNER},
	{"topic_hours", check_topics, NULL, BY_OWNER},
	{"letterbox", check_link, NULL, BY_OWNER},
	{"exit", check_link, "exit", BY_OWNER},
	{"privacy", check_link, NULL, BY_OWNER},
	{"accessibility", check_link, NULL, BY_OWNER},
	{"theme.light", check_light, NULL, BY_OWNER},
	{"theme.dark", check_dark, NULL, BY_OWNER},
	{"seal", check_seal, NULL, BY_ADMINISTRATOR},
	{"sites", check_sites, NULL, BY_OWNER},
	{"form", check_form, NULL, BY_OWNER},
	{"alarm_wait", alarm_limit_minutes, NULL, BY_OWNER},
	{"alarm_lost", alarm_limit_percent, NULL, BY_OWNER},
};

enum { FIELD_COUNT = sizeof(fields) / sizeof(fields[0]) };

static const char *const scheme_fields[SCHEME_COUNT] = {
	[SCHEME_LIGHT] = "theme.light",
	[SCHEME_DARK] = "theme.dark",
};

/* An agency of a municipality names it; a national one does not. */
static const char *const kinds[] = {"municipality", "national"};

/* Whose duty to tell is told to a youth. The first is that of an agency that says nothing, as it is below. */
static const char *const professions[] = {"public", "health", "anyone"};
static const char *const lives[] = {"yes", "no"};

struct agency {
	char *values[FIELD_COUNT]; /* NULL: empty */
	struct hours hours;
	struct theme themes[SCHEME_COUNT]; /* read from the two fields where those have a value */
	char why[THEME_WHY_SIZE];          /* why the last theme was refused */
};

struct agency *agency_create(const char *slug, const char *pool)
{
	struct agency *agency = calloc(1, sizeof(*agency));
	if (!agency) {
		return NULL;
	}
	agency->values[SLUG] = strdup(slug);
	agency->values[POOL] = strdup(pool);
	if (!agency->values[SLUG] || !agency->values[POOL]) {
		agency_destroy(agency);
		return NULL;
	}
	return agency;
}

void agency_destroy(struct agency *agency)
{
	if (!agency) {
		return;
	}
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		free(agency->values[i]);
	}
	free(agency);
}

static size_t field_find(const char *name)
{
	size_t i = 0;
	while (i < FIELD_COUNT && strcmp(fields[i].name, name) != 0) {
		i++;
	}
	return i;
}

int agency_set(struct agency *agency, const char *field, const char *value, const char **ret_why)
{
	size_t i = field_find(field);
	if (i == FIELD_COUNT) {
		*ret_why = "the name of a field";
		return ERR_GONE;
	}
	if (fields[i].check == check_fixed) {
		*ret_why = "the same value: it cannot be changed";
		return strcmp(agency->values[i], value) == 0 ? 0 : ERR_RANGE;
	}
	int err = fields[i].check(agency, value, ret_why);
	if (err != 0) {
		return err;
	}
	char *copy = *value ? strdup(value) : NULL;
	if (*value && !copy) {
		*ret_why = "more memory";
		return ERR_NOMEM;
	}
	free(agency->values[i]);
	agency->values[i] = copy;
	return 0;
}

const char *agency_get(const struct agency *agency, const char *field)
{
	size_t i = field_find(field);
	if (i == FIELD_COUNT) {
		return NULL;
	}
	return agency->values[i] ? agency->values[i] : "";
}

const char *agency_field_at(size_t index)
{
	return index < FIELD_COUNT ? fields[index].name : NULL;
}

enum agency_editor agency_field_editor(const char *field)
{
	size_t i = field_find(field);
	return i < FIELD_COUNT ? fields[i].editor : BY_FILE;
}

int agency_complete(const struct agency *agency, const char **ret_field)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		const char *required = fields[i].required;
		bool there = required == NULL;
		for (size_t j = 0; !there && j < FIELD_COUNT; j++) {
			bool same = fields[j].required && strcmp(fields[j].required, required) == 0;
			there = same && agency->values[j] != NULL;
		}
		if (!there) {
			*ret_field = required;
			return ERR_MOMENT;
		}
	}
	bool municipal = agency->values[KIND] && strcmp(agency->values[KIND], kinds[0]) == 0;
	if (agency->values[KIND] && municipal != (agency->values[MUNICIPALITY] != NULL)) {
		*ret_field = "municipality";
		return ERR_MOMENT;
	}
	return 0;
}

const char *agency_profession(const struct agency *agency)
{
	const char *value = agency ? agency->values[PROFESSION] : NULL;
	return value ? value : professions[0];
}

bool agency_is_live(const struct agency *agency)
{
	return strcmp(agency_get(agency, "live"), "no") != 0;
}

const struct hours *agency_hours(const struct agency *agency)
{
	return &agency->hours;
}

const struct theme *agency_theme(const struct agency *agency, enum scheme scheme)
{
	const char *text = agency_get(agency, scheme_fields[scheme]);
	return *text ? &agency->themes[scheme] : NULL;
}

/* --- the checks; an empty value empties the field and is always right --- */

static int check_fixed(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency, (void)value, (void)ret_why;
	return 0;
}

static bool is_plain(const char *value, size_t max)
{
	return strlen(value) <= max && utf8_is_plain(view_text(value));
}

static int check_name(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "a name of at most 128 bytes, on one line";
	return is_plain(value, 128) ? 0 : ERR_RANGE;
}

/* Whether it is one of the words, or empty. */
static int check_word(const char *value, const char *const words[], size_t count)
{
	bool known = *value == '\0';
	for (size_t i = 0; i < count; i++) {
		known = known || strcmp(value, words[i]) == 0;
	}
	return known ? 0 : ERR_SYNTAX;
}

#define CHECK_WORD(value, words) check_word((value), (words), sizeof(words) / sizeof((words)[0]))

static int check_kind(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "municipality or national";
	return CHECK_WORD(value, kinds);
}

static int check_profession(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "public, health or anyone";
	return CHECK_WORD(value, professions);
}

static int check_live(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "yes or no";
	return CHECK_WORD(value, lives);
}

static int check_text(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "a text of at most 400 bytes, on one line";
	return is_plain(value, TEXT_MAX) ? 0 : ERR_RANGE;
}

/* 0 for letters, digits and these signs, so many at most. */
static int judge_code(const char *value, const char *signs, size_t max)
{
	size_t len = 0;
	while (isalnum((unsigned char)value[len]) || (value[len] && strchr(signs, value[len]))) {
		len++;
	}
	return value[len] != '\0' ? ERR_SYNTAX : len <= max ? 0 : ERR_RANGE;
}

static int check_municipality(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "the official code of a municipality, such as \"0301\"";
	return judge_code(value, "", MUNICIPALITY_MAX);
}

/* The four fields that hours are read from, as they stand. */
static struct hours_text hours_text(const struct agency *agency)
{
	return (struct hours_text){.week = agency_get(agency, "hours"),
		.exceptions = agency_get(agency, "exceptions"),
		.holidays = agency_get(agency, "holidays"),
		.topics = agency_get(agency, "topic_hours")};
}

static int check_week(struct agency *agency, const char *value, const char **ret_why)
{
	struct hours_text text = hours_text(agency);
	text.week = value;
	return hours_parse(&text, &agency->hours, ret_why);
}

static int check_exceptions(struct agency *agency, const char *value, const char **ret_why)
{
	struct hours_text text = hours_text(agency);
	text.exceptions = value;
	return hours_parse(&text, &agency->hours, ret_why);
}

static int check_holidays(struct agency *agency, const char *value, const char **ret_why)
{
	struct hours_text text = hours_text(agency);
	text.holidays = value;
	return hours_parse(&text, &agency->hours, ret_why);
}

static int check_topics(struct agency *agency, const char *value, const char **ret_why)
{
	struct hours_text text = hours_text(agency);
	text.topics = value;
	return hours_parse(&text, &agency->hours, ret_why);
}

static int check_link(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "a link that begins with https://";
	return *value == '\0' || link_is_right(value) ? 0 : ERR_SYNTAX;
}

static int check_languages(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "language codes parted by spaces, such as nb nn en";
	return judge_code(value, "- ", CODES_MAX);
}

static int check_theme(struct agency *agency, enum scheme scheme, const char *value,
	const char **ret_why)
{
	*ret_why = agency->why;
	return *value ? theme_read(value, scheme, &agency->themes[scheme], agency->why) : 0;
}

static int check_light(struct agency *agency, const char *value, const char **ret_why)
{
	return check_theme(agency, SCHEME_LIGHT, value, ret_why);
}

static int check_dark(struct agency *agency, const char *value, const char **ret_why)
{
	return check_theme(agency, SCHEME_DARK, value, ret_why);
}

static int check_seal(struct agency *agency, const char *value, const char **ret_why)
{
	static const char *const modes[] = {"shift", "agency"};
	(void)agency;
	*ret_why = "shift or agency";
	return CHECK_WORD(value, modes);
}

static int check_sites(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why = "at most 8 origins parted by one space, such as https://www.kommune.example, each "
			   "without a path and without *";
	return sites_are_right(value) ? 0 : ERR_SYNTAX;
}

static int check_form(struct agency *agency, const char *value, const char **ret_why)
{
	(void)agency;
	*ret_why =
		"questions parted by \";\", each name: answer, answer; such as \"topic*: pool, else; "
		"met=Met before?: yes=Yes, no=No\" (docs/config.md)";
	return form_is_right(value) ? 0 : ERR_SYNTAX;
}
