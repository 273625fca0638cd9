/* Rows of what must be right, in the order in which it is told. */
#include "directory/judge.h"

#include <string.h>

const char *judge_practice(const struct directory *directory, const struct agency *agency,
	const char **ret_why)
{
	static const char open[] = "nothing in a pool to practise in: it is always open";
	const struct pool *pool = directory_pool(directory, agency_get(agency, "pool"));
	if (pool == NULL || !pool->practice) {
		return NULL;
	}
	const struct {
		const char *field, *why;
		bool right;
	} rows[] = {
		{"pool", "another pool: this one has its agency to practise in",
			strcmp(agency_get(agency, "slug"), pool->national_agency) == 0},
		{"municipality", "nothing in a pool to practise in: it serves nobody",
			*agency_get(agency, "municipality") == '\0'},
		{"hours", open, *agency_get(agency, "hours") == '\0'},
		{"exceptions", open, *agency_get(agency, "exceptions") == '\0'},
		{"holidays", open, *agency_get(agency, "holidays") == '\0'},
		{"topic_hours", open, *agency_get(agency, "topic_hours") == '\0'},
		{"seal", "shift, or nothing, in a pool to practise in",
			strcmp(agency_get(agency, "seal"), "agency") != 0},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!rows[i].right) {
			*ret_why = rows[i].why;
			return rows[i].field;
		}
	}
	return NULL;
}

bool judge_is_national(const struct directory *directory, const struct agency *agency)
{
	const struct pool *pool = directory_pool(directory, agency_get(agency, "pool"));
	return pool && strcmp(pool->national_agency, agency_get(agency, "slug")) == 0;
}

/* Whether the text of that field is also what another agency of the pool says to youths. */
static bool is_others(const struct directory *directory, const struct agency *agency,
	const char *field)
{
	const char *text = agency_get(agency, field);
	const struct agency *other;
	for (size_t i = 0; *text && (other = directory_agency_at(directory, i)); i++) {
		if (agency_is_live(other) &&
			strcmp(agency_get(other, "slug"), agency_get(agency, "slug")) != 0 &&
			strcmp(agency_get(other, "pool"), agency_get(agency, "pool")) == 0 &&
			strcmp(agency_get(other, field), text) == 0) {
			return true;
		}
	}
	return false;
}

const char *judge_opening(const struct directory *directory, const struct agency *agency)
{
	static const char line[] = "answers.";
	const char *field;
	for (size_t i = 0; (field = agency_field_at(i)) != NULL; i++) {
		if (strncmp(field, line, strlen(line)) == 0 && is_others(directory, agency, field)) {
			return "a line about who answers that is no other agency's";
		}
	}
	return NULL;
}

int judge_agency(const struct directory *directory, const struct agency *agency,
	const char **ret_field, const char **ret_why)
{
	const char *pool = agency_get(agency, "pool");
	const char *municipality = agency_get(agency, "municipality");
	if (agency_complete(agency, ret_field) != 0) {
		*ret_why = "a value";
		return ERR_MOMENT;
	}
	const struct {
		const char *field, *why;
		bool right;
	} rows[] = {
		{"pool", "the id of a pool of the configuration", directory_pool(directory, pool) != NULL},
		{"municipality", "a code of the pool's regions",
			!*municipality || directory_region(directory, pool, municipality) != NULL},
		{"topic_hours", "ids of topics that the daemon has",
			directory_unknown_topic(directory, agency) == NULL},
		{"live", "yes: it is the national agency of its pool",
			agency_is_live(agency) || !judge_is_national(directory, agency)},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!rows[i].right) {
			*ret_field = rows[i].field;
			*ret_why = rows[i].why;
			return ERR_RANGE;
		}
	}
	const char *fault = judge_practice(directory, agency, ret_why);
	if (fault != NULL) {
		*ret_field = fault;
	}
	return fault == NULL ? 0 : ERR_RANGE;
}
