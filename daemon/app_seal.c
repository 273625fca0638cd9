/* The port without anybody behind it. */
#include "app_seal.h"

#include <stddef.h>

static struct view statement_of(void *seal, const char *agency)
{
	(void)seal;
	(void)agency;
	return (struct view){NULL, 0};
}

static int certify(void *seal, const struct seal_asker *asker, struct view request,
	const struct seal_login *login)
{
	(void)seal;
	(void)asker;
	(void)request;
	(void)login;
	return ERR_DOWN;
}

const struct seal_port *app_seal_port(void)
{
	static const struct seal_port port = {.statement_of = statement_of, .certify = certify};
	return &port;
}
