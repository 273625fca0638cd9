/* The account is looked up whoever asks, with no name at all when it is not the proxy, so that no answer is faster than another. */
#include "api/proxy_login.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/ident.h"
#include "base/log.h"
#include "base/metric.h"
#include "staff/session.h"

enum { NAME_SIZE = 65, ROLE_SIZE = 32, GROUPS_SIZE = 1024 };

/* Nobody has it: names hold no space. */
static const char no_name[] = " ";

static const struct failure nobody = {401, "login",
	"The organisation's login opens no account here.", "Ask whoever manages the staff.", 0};
static const struct failure not_here = {404, "missing", "There is no organisation's login here.",
	"", 0};

/* Ten lines at once and one a second: who tries cannot fill the log. */
static const struct bucket_rate told_rate = {10, 1};

/* A login on its way. */
struct coming {
	struct api *api;
	uint64_t id;
	const char *why; /* it is refused already */
	char name[NAME_SIZE], role[ROLE_SIZE];
	char groups[GROUPS_SIZE];
};

static void refuse(struct coming *coming, const char *why)
{
	metric_add(METRIC_REFUSED, 1);
	if (bucket_take(&coming->api->proxy_refusals, &told_rate, clock_mono_ms())) {
		log_warn("an organisation's login is refused: %s", why);
	}
	api_reply_failure(coming->api, coming->id, &nobody);
	free(coming);
}

static void fail(struct coming *coming)
{
	api_reply_failure(coming->api, coming->id, &api_down);
	free(coming);
}

static void on_pass(void *context, uint64_t id, int err, const struct staff_pass *pass)
{
	struct coming *coming = context;
	if (err == ERR_GONE) {
		refuse(coming, "the account is disabled");
	} else if (err != 0) {
		fail(coming);
	} else {
		const struct answer ok = {.status = 200, .type = api_type_json};
		api_reply_json(coming->api, id, &ok,
			json_pack("{s:b,s:{s:s,s:s,s:s}}", "ok", 1, "data", "ticket", pass->ticket, "role",
				coming->role, "session", pass->session));
		free(coming);
	}
}

static bool is_in(const char *list, const char *word, size_t len)
{
	for (const char *at = list; *at != '\0'; at += *at != '\0' ? 1 : 0) {
		size_t length = strcspn(at, ",;");
		while (length > 0 && *at == ' ') {
			at++;
			length--;
		}
		while (length > 0 && at[length - 1] == ' ') {
			length--;
		}
		if (length == len && memcmp(at, word, len) == 0) {
			return true;
		}
		at += strcspn(at, ",;");
	}
	return false;
}

/* Whether one of the person's groups stands for the role; without groups in the configuration, always. */
static bool may_be(const struct proxy_login_options *options, const char *groups, const char *role)
{
	bool any = false;
	for (const char *const *row = options->groups; *row && !any; row++) {
		const char *equals = strrchr(*row, '=');
		any = strcmp(equals + 1, role) == 0 && is_in(groups, *row, (size_t)(equals - *row));
	}
	return any || !options->groups[0];
}

static void on_account(void *context, struct reply_to to, int err,
	const struct staff_account *account)
{
	(void)to;
	struct coming *coming = context;
	if (err != 0 && err != ERR_GONE) {
		fail(coming);
	} else if (!account) {
		refuse(coming, coming->why ? coming->why : "there is no such account");
	} else if (strlen(account->role) >= ROLE_SIZE ||
		!may_be(&coming->api->options.proxy_login, coming->groups, account->role)) {
		refuse(coming, "the person is in no group that stands for the account's role");
	} else {
		memcpy(coming->role, account->role, strlen(account->role) + 1);
		staff_session_open(coming->api->staff, coming->name, NULL, coming->id, on_pass, coming);
	}
}

/* Why it is not the proxy that asks, or NULL. */
static const char *why_not(const struct proxy_login_options *options,
	const struct http_request *request)
{
	uint8_t hash[IDENT_HASH_LEN];
	const struct http_proxy *proxy = &request->proxy;
	ident_hash(proxy->secret.len > 0 ? proxy->secret.data : (const uint8_t *)"", proxy->secret.len,
		hash);
	bool knows = ident_equal(hash, options->secret_hash, sizeof(hash));
	if (!proxy->is_near) {
		return "it comes from another machine";
	}
	return knows ? NULL : "it comes without the proxy's secret";
}

/* Login names have small letters only; login services are not so exact. */
static int copy_name(struct view given, char out[NAME_SIZE])
{
	int err = given.len > 0 ? view_copy(given, out, NAME_SIZE) : ERR_RANGE;
	for (char *at = out; err == 0 && *at != '\0'; at++) {
		*at = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
	}
	return err;
}

void proxy_login_request(struct api *api, const struct http_request *request)
{
	const struct proxy_login_options *options = &api->options.proxy_login;
	if (!options->header || *options->header == '\0') {
		api_reply_failure(api, request->id, &not_here);
		return;
	}
	struct coming *coming = calloc(1, sizeof(*coming));
	if (!coming) {
		api_reply_failure(api, request->id, &api_down);
		return;
	}
	*coming = (struct coming){.api = api, .id = request->id, .why = why_not(options, request)};
	if (!coming->why && copy_name(request->proxy.name, coming->name) != 0) {
		coming->why = "the proxy names nobody";
	}
	if (view_copy(request->proxy.groups, coming->groups, GROUPS_SIZE) != 0) {
		coming->groups[0] = '\0';
	}
	const struct reply_to to = {.session = request->id};
	int err =
		store_staff_get(api->store, to, coming->why ? no_name : coming->name, on_account, coming);
	if (err != 0) {
		fail(coming);
	}
}
