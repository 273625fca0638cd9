/* What a person of the staff may be called, and how an account becomes one. */
#include "staff/person.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "staff/roles.h"

/* A certificate holds no longer alias (docs/encryption.md, section 2). */
enum { ALIAS_MAX = 32, SLUG_MAX = 64, CODE_MAX = 16 };

/* Copies text; false when it does not fit. */
static bool put(char *out, size_t size, const char *text)
{
	int len = snprintf(out, size, "%s", text);
	return len >= 0 && (size_t)len < size;
}

int person_of_account(const struct staff_account *account, struct auth_person *ret_person)
{
	struct auth_person person = {.role = staff_role_number(account->role)};
	bool fits = person.role != 0 && put(person.id, sizeof(person.id), account->id) &&
		put(person.name, sizeof(person.name), account->name) &&
		put(person.alias, sizeof(person.alias), account->alias) &&
		put(person.agency, sizeof(person.agency), account->agency) &&
		put(person.lives_in, sizeof(person.lives_in), account->lives_in);
	if (!fits) {
		return ERR_RANGE;
	}
	*ret_person = person;
	return 0;
}

void person_practises(struct auth_person *person, const char *agency)
{
	const unsigned supervisor = staff_role_number("supervisor");
	person->role = person->role == supervisor ? supervisor : staff_role_number("counsellor");
	person->lives_in[0] = '\0';
	bool fits = put(person->agency, sizeof(person->agency), agency);
	assert(fits);
	(void)fits;
}

static bool is_of(const char *text, const char *letters, size_t max)
{
	size_t len = strspn(text, letters);
	return len <= max && text[len] == '\0';
}

bool staff_name_is_right(const char *name)
{
	return *name != '\0' && is_of(name, "abcdefghijklmnopqrstuvwxyz0123456789.-_", SLUG_MAX);
}

bool staff_alias_is_right(const char *alias)
{
	return *alias != '\0' && strlen(alias) <= ALIAS_MAX && utf8_is_plain(view_text(alias));
}

int person_check(const struct staff_new *person, const char **ret_why)
{
	if (!person->name || !staff_name_is_right(person->name)) {
		*ret_why = "a name of 1 to 64 lower-case letters, digits, dots, hyphens and underscores";
		return ERR_RANGE;
	}
	if (!person->role || staff_role_number(person->role) == 0) {
		*ret_why = "one of the roles counsellor, supervisor, duty_lead, owner, coordinator, "
				   "administrator, evaluator";
		return ERR_RANGE;
	}
	if (!person->agency || *person->agency == '\0' ||
		!is_of(person->agency, "abcdefghijklmnopqrstuvwxyz0123456789-", SLUG_MAX)) {
		*ret_why = "the slug of an agency";
		return ERR_RANGE;
	}
	const char *alias = person->alias && *person->alias ? person->alias : person->name;
	if (!staff_alias_is_right(alias)) {
		*ret_why = "an alias of at most 32 bytes, on one line (a longer name needs one)";
		return ERR_RANGE;
	}
	if (person->lives_in && !is_of(person->lives_in, "0123456789", CODE_MAX)) {
		*ret_why = "the official code of a municipality";
		return ERR_RANGE;
	}
	return 0;
}
