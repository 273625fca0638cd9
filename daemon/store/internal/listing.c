/* One hash at a time, so that a long list does not fill the link. */
#include "store/internal/listing.h"

#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

/* What is left to read; hangs behind the caller's call. */
struct listing {
	struct call *call; /* the caller's; its answer function is called */
	const char *key_format;
	char **members;
	size_t count;
	size_t at;
};

static void finish(struct listing *listing, int err)
{
	struct call *call = listing->call;

	for (size_t i = 0; i < listing->count; i++) {
		free(listing->members[i]);
	}
	free(listing->members);
	free(listing);
	call->err = err;
	call->answer(call, NULL);
	call_destroy(call);
}

static void read_next(struct listing *listing);

struct step {
	struct link_call link; /* first */
	struct listing *listing;
};

static void on_hash(struct link_call *link_call, const struct redisReply *reply)
{
	struct listing *listing = ((struct step *)link_call)->listing;
	struct call *call = listing->call;
	int err = answer_plain(reply);

	free(link_call);
	if (err != 0) {
		finish(listing, err);
		return;
	}
	if (answer_count(reply) > 0) { /* else it was deleted meanwhile */
		free(call->text);
		call->text = listing->members[listing->at];
		listing->members[listing->at] = NULL;
		call->answer(call, reply);
	}
	listing->at++;
	read_next(listing);
}

static int send_step(struct listing *listing, const struct args *args,
	void (*answer)(struct link_call *call, const struct redisReply *reply))
{
	struct step *step = calloc(1, sizeof *step);

	if (step == NULL) {
		return ERR_NOMEM;
	}
	step->link.answer = answer;
	step->listing = listing;
	int err = link_send(listing->call->store->links[LINK_ROUTING], args, &step->link);
	if (err != 0) {
		free(step);
	}
	return err;
}

/* The key is the format with the member in its place, as args_function does it; both formats end
 * with the %s. */
static void read_next(struct listing *listing)
{
	struct args args;
	int prefix = (int)strlen(listing->key_format) - 2;

	if (listing->at == listing->count) {
		finish(listing, 0);
		return;
	}
	args_init(&args);
	args_text(&args, "HGETALL");
	args_format(&args, "%.*s%s", prefix, listing->key_format, listing->members[listing->at]);
	int err = send_step(listing, &args, on_hash);
	if (err != 0) {
		finish(listing, err);
	}
}

static int copy_members(struct listing *listing, const struct redisReply *reply)
{
	size_t count = answer_count(reply);

	listing->members = calloc(count + 1, sizeof *listing->members);
	if (listing->members == NULL) {
		return ERR_NOMEM;
	}
	for (size_t i = 0; i < count; i++) {
		const char *member;
		if (answer_text(reply, i, &member) != 0) {
			return ERR_DOWN;
		}
		listing->members[i] = strdup(member);
		if (listing->members[i] == NULL) {
			return ERR_NOMEM;
		}
		listing->count++;
	}
	return 0;
}

static void on_members(struct link_call *link_call, const struct redisReply *reply)
{
	struct listing *listing = ((struct step *)link_call)->listing;
	int err = answer_plain(reply);

	free(link_call);
	if (err == 0) {
		err = copy_members(listing, reply);
	}
	if (err != 0) {
		finish(listing, err);
		return;
	}
	read_next(listing);
}

int listing_begin(struct call *call, const struct args *names, const char *key_format)
{
	struct listing *listing = calloc(1, sizeof *listing);
	int err = ERR_NOMEM;

	if (listing != NULL) {
		listing->call = call;
		listing->key_format = key_format;
		err = send_step(listing, names, on_members);
	}
	if (err != 0) {
		free(listing);
		call_destroy(call);
	}
	return err;
}

int listing_field(const struct redisReply *reply, const char *field, const char **ret_value)
{
	for (size_t i = 0; i + 1 < answer_count(reply); i += 2) {
		const char *name;
		if (answer_text(reply, i, &name) == 0 && strcmp(name, field) == 0) {
			return answer_text(reply, i + 1, ret_value);
		}
	}
	return ERR_SYNTAX;
}
