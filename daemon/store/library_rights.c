/* The one list of what a worker's user must be allowed: the commands the store sends stand here, those
 * the functions call are found by reading them. Each is tried as ACL DRYRUN on a key of the shape it
 * is used on. */
#include "store/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hiredis/hiredis.h>

#include "base/log.h"
#include "store/internal/call.h"
#include "store/internal/functions_embedded.h"

enum { COMMANDS_BYTES_MAX = 2048, LINE_BYTES_MAX = 256, NAME_BYTES_MAX = 32 };

/* What the store sends itself, each on every shape of key it sends it for; a unit test compares with
 * the sources. AUTH needs no right. Every %s becomes the same short name. */
static const char *const sent[] = {
	"PING",
	"INFO server replication",
	"WAIT 1 1",
	"ROLE",
	"GET " KEY_DURABLE,
	"FCALL version 0",
	"FCALL y_enq 1 " KEY_POOL,
	"FCALL room_open 1 " KEY_ROOM,
	"FCALL ticket_bind 1 " KEY_PERSON,
	"FCALL staff_add 1 " KEY_STAFF,
	"FCALL agency_write 1 " KEY_AGENCIES,
	"GET " KEY_TOKEN,
	"SET " KEY_TOKEN " x EX 1",
	"UNLINK " KEY_TOKEN,
	"GET " KEY_LEAVE,
	"SET " KEY_LEAVE " x EX 1",
	"UNLINK " KEY_LEAVE,
	"UNLINK " KEY_LOG,
	"UNLINK " KEY_NOTES,
	"XRANGE " KEY_LOG " - + COUNT 1",
	"XRANGE " KEY_NOTES " - + COUNT 1",
	"GET " KEY_SHIFT,
	"SET " KEY_SHIFT " x EX 1",
	"SET " KEY_TICKET " x EX 1",
	"GETDEL " KEY_TICKET,
	"GET " KEY_CODE,
	"SET " KEY_CODE " x EX 1",
	"HGETALL " KEY_STAFF "u:x",
	"SMEMBERS " KEY_STAFF "names",
	"HGETALL " KEY_AGENCIES "a:x",
	"SMEMBERS " KEY_AGENCIES "all",
	"XREAD COUNT 1 BLOCK 1 STREAMS " KEY_INBOX " 0-0",
	"XREAD COUNT 1 STREAMS " KEY_LOG " 0",
	"XREAD COUNT 1 STREAMS " KEY_NOTES " 0",
	"SUBSCRIBE " CHANNEL_NODE " " CHANNEL_AGENCIES " " CHANNEL_STAFF,
	"PUBLISH " CHANNEL_NODE " x",
	"PUBLISH " CHANNEL_AGENCIES " x",
	"PUBLISH " CHANNEL_STAFF " x",
};

/* The keys that functions touch lie under the one key they are given. */
static const char *const prefixes[] = {KEY_POOL, KEY_ROOM, KEY_PERSON, KEY_STAFF, KEY_AGENCIES};

enum { SENT_COUNT = sizeof sent / sizeof sent[0] };
enum { PREFIX_COUNT = sizeof prefixes / sizeof prefixes[0] };

/* --- the list --- */

/* Adds a word and a line's end, unless it is there. */
static void add_command(char *list, size_t size, const char *word, size_t length)
{
	char line[NAME_BYTES_MAX + 2];

	if (length + 2 > sizeof line) {
		return;
	}
	snprintf(line, sizeof line, "%.*s\n", (int)length, word);
	const char *at = strstr(list, line);
	while (at != NULL && at != list && at[-1] != '\n') {
		at = strstr(at + 1, line);
	}
	if (at == NULL && strlen(list) + strlen(line) < size) {
		memcpy(list + strlen(list), line, strlen(line) + 1);
	}
}

/* Copies the command that begins at: 'ZADD' gives ZADD, 'XINFO', 'STREAM' gives XINFO|STREAM. */
static void read_command(const char *at, char out[NAME_BYTES_MAX])
{
	static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t length = strspn(at, capitals);
	const char *rest = at + length;

	snprintf(out, NAME_BYTES_MAX, "%.*s", (int)length, at);
	if (strncmp(rest, "', '", 4) != 0) {
		return;
	}
	size_t sub = strspn(rest + 4, capitals);
	if (sub > 0 && rest[4 + sub] == '\'') {
		snprintf(out, NAME_BYTES_MAX, "%.*s|%.*s", (int)length, at, (int)sub, rest + 4);
	}
}

/* Every word in capitals between quotes that stands where a command stands: after redis.call( or
 * redis.pcall(, or as the argument that supply_each hands on to it. */
static void scan(char *list, size_t size, const char *text)
{
	static const char *const marks[] = {"redis.call('", "redis.pcall('", "supply_each(x, c, '"};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		for (const char *at = strstr(text, marks[i]); at != NULL; at = strstr(at, marks[i])) {
			char name[NAME_BYTES_MAX];
			at += strlen(marks[i]);
			read_command(at, name);
			add_command(list, size, name, strlen(name));
		}
	}
}

static const char *called(void)
{
	static char list[COMMANDS_BYTES_MAX];

	if (list[0] == '\0') {
		for (const struct store_function_source *source = store_function_sources;
			 source->name != NULL; source++) {
			scan(list, sizeof list, source->text);
		}
	}
	return list;
}

const char *library_commands(void)
{
	static char list[COMMANDS_BYTES_MAX];

	if (list[0] == '\0') {
		snprintf(list, sizeof list, "%s", called());
		for (size_t i = 0; i < SENT_COUNT; i++) {
			add_command(list, sizeof list, sent[i], strcspn(sent[i], " "));
		}
	}
	return list;
}

/* --- trying them --- */

/* All that one check has on the way; freed with the last answer. */
struct check {
	struct call *call; /* the asker's; its text is the user */
	unsigned open;
	int err;
	char refused[NAME_BYTES_MAX]; /* the last command that was, so that each is named once */
};

static void settle(struct check *check, int err)
{
	struct call *call = check->call;

	check->err = check->err == 0 || err == ERR_DOWN ? err : check->err;
	if (--check->open == 0) {
		int whole = check->err;
		free(check);
		call_finish(call, whole);
	}
}

static void tell_refused(struct check *check, const char *line, const char *why)
{
	char name[NAME_BYTES_MAX];

	snprintf(name, sizeof name, "%.*s", (int)strcspn(line, " "), line);
	if (strcmp(check->refused, name) != 0) {
		log_error("redis user %s lacks a right that routing needs: %s: %s", check->call->text, line,
			why);
		memcpy(check->refused, name, sizeof name);
	}
}

static void on_tried(struct call *call, const struct redisReply *reply)
{
	struct check *check = call->context;
	int err = 0;

	if (reply == NULL) {
		err = ERR_DOWN;
	} else if (reply->type != REDIS_REPLY_STATUS) {
		err = ERR_DENIED;
		tell_refused(check, call->text, reply->str == NULL ? "?" : reply->str);
	}
	call_destroy(call);
	settle(check, err);
}

/* Adds the words of a line as arguments. */
static void add_words(struct args *args, const char *line)
{
	while (*line != '\0') {
		size_t length = strcspn(line, " ");
		args_view(args, (struct view){.data = (const uint8_t *)line, .len = length});
		line += length + (line[length] == ' ' ? 1 : 0);
	}
}

/* Tries one line for the user. */
static int try_line(struct check *check, const char *line)
{
	struct args args;
	struct call *call = call_create(check->call->store, (struct reply_to){0}, NULL, on_tried);

	if (call == NULL || (call->text = strdup(line)) == NULL) {
		call_destroy(call);
		return ERR_NOMEM;
	}
	call->context = check;
	args_init(&args);
	args_text(&args, "ACL");
	args_text(&args, "DRYRUN");
	args_text(&args, check->call->text);
	add_words(&args, call->text);
	check->open++;
	int err = call_send(call, LINK_ROUTING, &args);
	check->open -= err != 0;
	return err;
}

/* Writes a format with every %s as "x". */
static void fill(const char *format, char out[LINE_BYTES_MAX])
{
	size_t at = 0;

	while (*format != '\0' && at + 1 < LINE_BYTES_MAX) {
		bool hole = strncmp(format, "%s", 2) == 0;
		out[at++] = hole ? 'x' : *format;
		format += hole ? 2 : 1;
	}
	out[at] = '\0';
}

static int try_sent(struct check *check)
{
	int err = 0;

	for (size_t i = 0; err == 0 && i < SENT_COUNT; i++) {
		char line[LINE_BYTES_MAX];
		fill(sent[i], line);
		err = try_line(check, line);
	}
	return err;
}

/* A line of a command as COMMAND INFO tells its shape: as many words as it needs at least, the key
 * where it stands, 0 elsewhere. */
static void shape_line(const char *name, long long words, long long first_key, const char *key,
	char out[LINE_BYTES_MAX])
{
	size_t at = (size_t)snprintf(out, LINE_BYTES_MAX, "%s", name);
	char *parted = strchr(out, '|');

	if (parted != NULL) {
		*parted = ' ';
	}
	for (long long i = parted != NULL ? 2 : 1; i < words || i <= first_key; i++) {
		at += (size_t)snprintf(out + at, LINE_BYTES_MAX - at, " %s", i == first_key ? key : "0");
		if (at >= LINE_BYTES_MAX) {
			return;
		}
	}
}

/* Whether a line of `sent` tries it: one without a key says of itself nothing of what it may be used on, such as a channel. */
static bool is_sent(const char *name)
{
	size_t length = strlen(name);
	bool found = false;

	for (size_t i = 0; i < SENT_COUNT; i++) {
		found = found || (strncmp(sent[i], name, length) == 0 && sent[i][length] == ' ');
	}
	return found;
}

/* Tries one command that functions call; info is its entry in COMMAND INFO. */
static int try_called(struct check *check, const char *name, const redisReply *info)
{
	enum { INFO_ARITY = 1, INFO_FIRST_KEY = 3 };
	int err = 0;

	if (answer_count(info) <= INFO_FIRST_KEY ||
		info->element[INFO_ARITY]->type != REDIS_REPLY_INTEGER ||
		info->element[INFO_FIRST_KEY]->type != REDIS_REPLY_INTEGER) {
		tell_refused(check, name, "this Redis does not know it");
		check->err = ERR_DENIED;
		return 0;
	}
	long long first_key = info->element[INFO_FIRST_KEY]->integer;
	if (first_key == 0 && is_sent(name)) {
		return 0;
	}
	for (size_t i = 0; err == 0 && i < (first_key > 0 ? PREFIX_COUNT : 1); i++) {
		char key[LINE_BYTES_MAX / 2], line[LINE_BYTES_MAX];
		fill(prefixes[i], line);
		snprintf(key, sizeof key, "%.64sx", line);
		shape_line(name, llabs(info->element[INFO_ARITY]->integer), first_key, key, line);
		err = try_line(check, line);
	}
	return err;
}

static int try_all_called(struct check *check, const redisReply *shapes)
{
	const char *name = called();
	int err = 0;

	for (size_t i = 0; err == 0 && i < answer_count(shapes) && *name != '\0'; i++) {
		char word[NAME_BYTES_MAX];
		size_t length = strcspn(name, "\n");
		snprintf(word, sizeof word, "%.*s", (int)length, name);
		err = try_called(check, word, shapes->element[i]);
		name += length + 1;
	}
	return err;
}

static void on_shapes(struct call *call, const struct redisReply *shapes)
{
	int err = answer_plain(shapes);
	struct check *check = err == 0 ? calloc(1, sizeof *check) : NULL;

	if (check == NULL) {
		call_finish(call, err != 0 ? err : ERR_NOMEM);
		return;
	}
	/* One is held open until all are sent. */
	*check = (struct check){.call = call, .open = 1};
	err = try_all_called(check, shapes);
	err = err == 0 ? try_sent(check) : err;
	settle(check, err);
}

int library_check_rights(struct store *store, const char *user, struct reply_to to,
	store_done_fn done)
{
	struct call *call = call_create(store, to, (call_done_fn)done, on_shapes);
	struct args args;

	if (call == NULL || (call->text = strdup(user)) == NULL) {
		call_destroy(call);
		return ERR_NOMEM;
	}
	args_init(&args);
	args_text(&args, "COMMAND");
	args_text(&args, "INFO");
	for (const char *name = called(); *name != '\0'; name += strcspn(name, "\n") + 1) {
		args_view(&args, (struct view){.data = (const uint8_t *)name, .len = strcspn(name, "\n")});
	}
	return call_send(call, LINK_ROUTING, &args);
}
