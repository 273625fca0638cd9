/* What a fake parent says of the seal. */
#ifndef SAMTALE_UNIT_ADMIN_SEAL_H
#define SAMTALE_UNIT_ADMIN_SEAL_H

#include "admin/admin.h"

static bool on_signer_is_up(void *sealing)
{
	(void)sealing;
	return true;
}

static uint32_t on_serial(void *sealing)
{
	(void)sealing;
	return 7;
}

static void on_troubles(void *sealing, admin_trouble_fn tell, void *context)
{
	(void)sealing;
	tell(context, "oslo", "ends", 9);
}

static const struct admin_seal admin_seal_fake = {NULL, on_signer_is_up, on_serial, on_troubles};

#endif
