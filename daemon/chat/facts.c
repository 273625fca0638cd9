/* A map by name and a list by age: what changes goes to the young end, so that the news of a moment lie together. */
#include "chat/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

/* For so many moments it is remembered that something is gone. */
enum { REMEMBERED_MOMENTS = 60 };

struct facts {
	struct map *by_name;
	struct fact *newest, *oldest;
	uint64_t moment;    /* ended */
	uint64_t beginning; /* under way */
	uint64_t forgotten; /* what was gone at this moment or before is forgotten */
};

struct facts *facts_create(void)
{
	struct facts *facts = calloc(1, sizeof *facts);
	if (facts == NULL) {
		return NULL;
	}
	facts->by_name = map_create();
	if (facts->by_name == NULL) {
		free(facts);
		return NULL;
	}
	return facts;
}

static void unlink_fact(struct facts *facts, const struct fact *fact)
{
	*(fact->older != NULL ? &fact->older->newer : &facts->oldest) = fact->newer;
	*(fact->newer != NULL ? &fact->newer->older : &facts->newest) = fact->older;
}

static void link_newest(struct facts *facts, struct fact *fact)
{
	fact->older = facts->newest;
	fact->newer = NULL;
	*(facts->newest != NULL ? &facts->newest->newer : &facts->oldest) = fact;
	facts->newest = fact;
}

static void destroy_fact(struct facts *facts, struct fact *fact)
{
	unlink_fact(facts, fact);
	map_take(facts->by_name, fact->name, strlen(fact->name));
	free(fact->value);
	free(fact);
}

void facts_destroy(struct facts *facts)
{
	if (facts == NULL) {
		return;
	}
	map_destroy(facts->by_name);
	for (struct fact *fact = facts->oldest, *newer; fact != NULL; fact = newer) {
		newer = fact->newer;
		free(fact->value);
		free(fact);
	}
	free(facts);
}

void facts_begin(struct facts *facts)
{
	facts->beginning = facts->moment + 1;
}

static void change(struct facts *facts, struct fact *fact, char *value)
{
	free(fact->value);
	fact->value = value;
	fact->changed = facts->beginning;
	unlink_fact(facts, fact);
	link_newest(facts, fact);
}

static int add(struct facts *facts, const char *name, char *value)
{
	size_t length = strlen(name);
	struct fact *fact = calloc(1, sizeof *fact + length + 1);
	if (fact == NULL) {
		return ERR_NOMEM;
	}
	memcpy(fact->name, name, length + 1);
	if (map_put(facts->by_name, fact->name, length, fact) != 0) {
		free(fact);
		return ERR_NOMEM;
	}
	fact->value = value;
	fact->changed = fact->put = facts->beginning;
	link_newest(facts, fact);
	return 0;
}

int facts_put(struct facts *facts, const char *name, const char *value)
{
	struct fact *fact = map_get(facts->by_name, name, strlen(name));
	if (fact != NULL && strcmp(fact->value, value) == 0) {
		fact->put = facts->beginning;
		return 0;
	}
	char *copy = strdup(value);
	if (copy == NULL) {
		return ERR_NOMEM;
	}
	if (fact != NULL) {
		change(facts, fact, copy);
		fact->put = facts->beginning;
		return 0;
	}
	int err = add(facts, name, copy);
	if (err != 0) {
		free(copy);
	}
	return err;
}

static void forget_gone(struct facts *facts, struct fact *fact)
{
	if (fact->changed + REMEMBERED_MOMENTS < facts->moment) {
		facts->forgotten = fact->changed > facts->forgotten ? fact->changed : facts->forgotten;
		destroy_fact(facts, fact);
	}
}

void facts_end(struct facts *facts)
{
	facts->moment = facts->beginning;
	for (struct fact *fact = facts->oldest, *next; fact != NULL; fact = next) {
		next = fact->newer;
		if (fact->value[0] == '\0') {
			forget_gone(facts, fact);
		} else if (fact->put != facts->moment) {
			fact->value[0] = '\0';
			fact->changed = facts->moment;
			unlink_fact(facts, fact);
			link_newest(facts, fact);
		}
	}
}

uint64_t facts_moment(const struct facts *facts)
{
	return facts->moment;
}

bool facts_remember(const struct facts *facts, uint64_t moment)
{
	return moment > 0 && moment >= facts->forgotten;
}

const struct fact *facts_newest(const struct facts *facts)
{
	return facts->newest;
}
