/* The matrix, made by including permissions.def; there is nothing to edit when an action is added. */
#include "protocol/permission.h"

/* The names that permissions.def uses for sets of roles, each a bit or several. */
enum {
#define ROLE(number, NAME, word) NAME = 1 << (number),
#include "protocol/words.def"
	NOBODY = 0,
	ANYONE = (1 << ROLE_COUNT) - 1,
	STAFF = ANYONE & ~(GUEST | YOUTH),
};

static const uint16_t roles[PERMISSION_COUNT][REACH_COUNT] = {
#define PERMISSION(NAME, word, own, agency, pool, all) \
	[PERMISSION_##NAME] = { \
		[REACH_OWN] = (own), \
		[REACH_AGENCY] = (agency), \
		[REACH_POOL] = (pool), \
		[REACH_ALL] = (all), \
	},
#include "protocol/permissions.def"
};

/* Sets that do not overlap add up to what they make together. */
#define PERMISSION(NAME, word, own, agency, pool, all) \
	_Static_assert((own) + (agency) + (pool) + (all) == ((own) | (agency) | (pool) | (all)), \
		"a role in two columns: " #NAME); \
	_Static_assert(((own) | (agency) | (pool) | (all)) != NOBODY, "for nobody: " #NAME);
#include "protocol/permissions.def"

enum reach permission_reach(enum permission permission, enum role role)
{
	enum reach reach = REACH_ALL;
	while (reach != REACH_NONE && (roles[permission][reach] & 1u << role) == 0) {
		reach--;
	}
	return reach;
}

bool permission_allows(enum permission permission, enum role role)
{
	return permission_reach(permission, role) != REACH_NONE;
}

const char *permission_word(enum permission permission)
{
	static const char *const words[PERMISSION_COUNT] = {
#define PERMISSION(NAME, word, own, agency, pool, all) [PERMISSION_##NAME] = (word),
#include "protocol/permissions.def"
	};
	return words[permission];
}

const char *reach_word(enum reach reach)
{
	static const char *const words[REACH_COUNT] = {
		[REACH_NONE] = "none",
		[REACH_OWN] = "own",
		[REACH_AGENCY] = "agency",
		[REACH_POOL] = "pool",
		[REACH_ALL] = "all",
	};
	return words[reach];
}
