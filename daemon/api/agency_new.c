/* What speaks for a place, such as its letterbox or its sites, stays with the buddy. */
#include "api/agency_new.h"

#include <string.h>

#include "directory/judge.h"
#include "directory/slug.h"
#include "staff/staff.h"

/* By the part before the dot. */
static const char *const copied[] = {"profession", "languages", "answers", "works_with", "hours",
	"exceptions", "holidays", "topic_hours", "exit", "form"};

static const char *text_of(const json_t *texts, const char *name)
{
	const char *text = json_string_value(json_object_get(texts, name));
	return text ? text : "";
}

static void fault(json_t *faults, const char *field, const char *expected)
{
	json_object_set_new(faults, field, json_string(expected));
}

static bool is_copied(const char *field)
{
	size_t len = strcspn(field, ".");
	for (size_t i = 0; i < sizeof(copied) / sizeof(copied[0]); i++) {
		if (strlen(copied[i]) == len && strncmp(copied[i], field, len) == 0) {
			return true;
		}
	}
	return false;
}

/* The agency that has this municipality, live or not, and is not the one that is wished for. */
static bool is_served(const struct directory *directory, const struct agency_wish *wish)
{
	const char *municipality = text_of(wish->asked, "municipality");
	const struct agency *agency;
	for (size_t i = 0; *municipality && (agency = directory_agency_at(directory, i)); i++) {
		if (strcmp(agency_get(agency, "municipality"), municipality) == 0 &&
			strcmp(agency_get(agency, "pool"), text_of(wish->asked, "pool")) == 0 &&
			strcmp(agency_get(agency, "slug"), text_of(wish->asked, "slug")) != 0) {
			return true;
		}
	}
	return false;
}

/* Whether the agency that is there already is the one that is wished for, begun before and nobody's yet: else whoever invites
 * agencies could close any of them and send the link of an owner to anybody. */
static bool is_begun(const struct agency_wish *wish)
{
	static const char *const same[] = {"pool", "municipality"};
	bool begun = !wish->has_come && strcmp(text_of(wish->own, "live"), "no") == 0;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		begun = begun && strcmp(text_of(wish->own, same[i]), text_of(wish->asked, same[i])) == 0;
	}
	return begun;
}

static void judge_wish(const struct directory *directory, const struct agency_wish *wish,
	json_t *faults)
{
	const char *alias = text_of(wish->asked, "alias");
	const struct {
		const char *field, *expected;
		bool right;
	} rows[] = {
		{"slug", "1 to 64 lower-case letters, digits and hyphens",
			slug_is_right(text_of(wish->asked, "slug"))},
		{"slug", "a slug that no agency has yet", !wish->own || is_begun(wish)},
		{"name", "a value", *text_of(wish->asked, "name") != '\0'},
		{"municipality", "a municipality that no agency has yet", !is_served(directory, wish)},
		{"buddy", "an agency of the same pool",
			strcmp(text_of(wish->buddy, "pool"), text_of(wish->asked, "pool")) == 0},
		{"owner", "1 to 64 lower-case letters, digits, dots, hyphens and underscores",
			staff_name_is_right(text_of(wish->asked, "owner"))},
		{"owner", "a login name that nobody has yet", !wish->is_taken},
		{"alias", "1 to 32 bytes on one line, as youths see it", staff_alias_is_right(alias)},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!rows[i].right && !json_object_get(faults, rows[i].field)) {
			fault(faults, rows[i].field, rows[i].expected);
		}
	}
}

static int set(struct agency *agency, const char *field, const char *value, json_t *faults)
{
	const char *why = NULL;
	int err = agency_set(agency, field, value, &why);
	if (err != 0 && err != ERR_NOMEM) {
		fault(faults, field, why);
	}
	return err == ERR_NOMEM ? err : 0;
}

static int fill(struct agency *agency, const struct agency_wish *wish, json_t *faults)
{
	const char *municipality = text_of(wish->asked, "municipality"), *field;
	int err = set(agency, "name", text_of(wish->asked, "name"), faults);
	err = err == 0 ? set(agency, "live", "no", faults) : err;
	err = err == 0 ? set(agency, "municipality", municipality, faults) : err;
	err = err == 0 ? set(agency, "kind", *municipality ? "municipality" : "national", faults) : err;
	for (size_t i = 0; err == 0 && (field = agency_field_at(i)) != NULL; i++) {
		err = is_copied(field) ? set(agency, field, text_of(wish->buddy, field), faults) : 0;
	}
	return err;
}

struct agency *agency_new(const struct directory *directory, const struct agency_wish *wish,
	json_t *faults)
{
	struct agency *agency =
		agency_create(text_of(wish->asked, "slug"), text_of(wish->asked, "pool"));
	judge_wish(directory, wish, faults);
	if (agency && fill(agency, wish, faults) != 0) {
		agency_destroy(agency);
		return NULL;
	}
	const char *field, *why;
	if (agency && json_object_size(faults) == 0 &&
		judge_agency(directory, agency, &field, &why) != 0) {
		fault(faults, field, why);
	}
	return agency;
}
