/* The secret is read here and leaves as a hash. */
#include "conf/proxy_login.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"

enum { KEY_MAX = 80, SECRET_MIN = 32, SECRET_MAX = 512 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";

static bool is_set(const char *text)
{
	return text && *text != '\0';
}

static bool is_header(const char *name)
{
	return name[strspn(name, letters)] == '\0';
}

/* The file's first line; how long it is, or -1. */
static int read_secret(const char *path, char out[SECRET_MAX])
{
	FILE *file = fopen(path, "re");
	if (!file) {
		return -1;
	}
	bool read = fgets(out, SECRET_MAX, file) != NULL;
	fclose(file);
	out[read ? strcspn(out, "\r\n") : 0] = '\0';
	return (int)strlen(out);
}

static void check_group(struct check *check, const char *group, unsigned index)
{
	static const char *const roles[] = {"counsellor", "supervisor", "duty_lead", "owner",
		"coordinator", "administrator", "evaluator"};
	const char *equals = strrchr(group, '=');
	char key[KEY_MAX];
	for (size_t i = 0; equals > group && i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (strcmp(equals + 1, roles[i]) == 0) {
			return;
		}
	}
	snprintf(key, sizeof(key), "proxy_login.groups[%u]", index);
	check_tell(check, key, "expects a group, = and a role of the staff, not %s", group);
}

void check_proxy_login(struct check *check)
{
	const struct raw_PROXY_LOGIN *raw = &check->raw->proxy_login;
	char secret[SECRET_MAX] = "";
	if (!is_set(raw->header)) {
		if (is_set(raw->shared_secret_file) || is_set(raw->groups_header) ||
			raw->groups_count > 0) {
			check_tell(check, "proxy_login.header", "expects a name where the others are set");
		}
		return;
	}
	if (!is_header(raw->header)) {
		check_tell(check, "proxy_login.header", "expects the name of a header, not %s",
			raw->header);
	}
	int length =
		is_set(raw->shared_secret_file) ? read_secret(raw->shared_secret_file, secret) : -1;
	ident_cleanse(secret, sizeof(secret));
	if (length < SECRET_MIN) {
		check_tell(check, "proxy_login.shared_secret_file",
			"expects a file that can be read, with 32 letters or more in its first line");
	}
	if (is_set(raw->groups_header) != (raw->groups_count > 0) ||
		(is_set(raw->groups_header) && !is_header(raw->groups_header))) {
		check_tell(check, "proxy_login.groups_header",
			"expects the name of a header, and groups with it, or neither");
	}
	for (unsigned i = 0; i < raw->groups_count; i++) {
		check_group(check, raw->groups[i], i);
	}
}

void fill_proxy_login(const struct raw_PROXY_LOGIN *raw, struct proxy_login_options *options)
{
	char secret[SECRET_MAX] = "";
	if (!is_set(raw->header)) {
		return;
	}
	options->header = raw->header;
	options->groups_header = raw->groups_header;
	options->service = raw->service ? raw->service : "";
	for (unsigned i = 0; i < raw->groups_count; i++) {
		options->groups[i] = raw->groups[i];
	}
	int length = read_secret(raw->shared_secret_file, secret);
	ident_hash(secret, length > 0 ? (size_t)length : 0, options->secret_hash);
	ident_cleanse(secret, sizeof(secret));
}
