/* Certificates. Making one ends with reading it, so that the rules stand once. */
#include "protocol/seal/certificate.h"

#include "protocol/seal/reader.h"

static const char label[] = SEAL_LABEL("certificate");

/* By mode: a shift with its hand-over, or thirty days. */
static const uint32_t life_max_seconds[] = {
	[SEAL_MODE_SHIFT] = 57600,
	[SEAL_MODE_AGENCY] = 2592000,
};

static bool lives_as_it_may(const struct seal_certificate *certificate)
{
	return certificate->not_after >= certificate->not_before &&
		certificate->not_after - certificate->not_before <= life_max_seconds[certificate->mode];
}

int seal_certificate_read(struct view bytes, struct seal_certificate *ret_certificate)
{
	struct seal_certificate read = {0};
	struct seal_reader reader = seal_reader_of(bytes);

	(void)seal_reader_within(&reader, 1, 1);
	(void)seal_reader_within(&reader, 'C', 'C');
	read.mode = seal_reader_within(&reader, SEAL_MODE_SHIFT, SEAL_MODE_AGENCY);
	read.role = seal_reader_within(&reader, SEAL_ROLE_COUNSELLOR, SEAL_ROLE_SUPERVISOR);
	read.not_before = seal_reader_u32(&reader);
	read.not_after = seal_reader_u32(&reader);
	read.key_index = seal_reader_u8(&reader);
	read.staff = seal_reader_bytes(&reader, SEAL_STAFF_LEN);
	read.device = seal_reader_point(&reader);
	read.agency = seal_reader_slug(&reader, false);
	read.alias = seal_reader_label(&reader, SEAL_ALIAS_MAX);
	read.body = seal_reader_done_part(&reader);
	read.signature = seal_reader_bytes(&reader, SEAL_SIGNATURE_LEN);
	if (seal_reader_end(&reader) < 0 || !lives_as_it_may(&read)) {
		return ERR_SYNTAX;
	}
	*ret_certificate = read;
	return 0;
}

int seal_certificate_make(const struct seal_certificate *certificate,
	const struct seal_signer *signer, struct seal_writer *writer)
{
	struct seal_certificate made;

	seal_writer_u8(writer, 1);
	seal_writer_u8(writer, 'C');
	seal_writer_u8(writer, certificate->mode);
	seal_writer_u8(writer, certificate->role);
	seal_writer_u32(writer, certificate->not_before);
	seal_writer_u32(writer, certificate->not_after);
	seal_writer_u8(writer, certificate->key_index);
	seal_writer_bytes(writer, certificate->staff, SEAL_STAFF_LEN);
	seal_writer_bytes(writer, certificate->device, SEAL_POINT_LEN);
	seal_writer_str(writer, certificate->agency);
	seal_writer_str(writer, certificate->alias);
	const int err = seal_sign(signer, label, writer);
	if (err < 0) {
		return err;
	}
	return seal_certificate_read(seal_writer_written(writer), &made) < 0 ? ERR_RANGE : 0;
}

bool seal_certificate_is_by(const struct seal_certificate *certificate,
	const uint8_t point[SEAL_POINT_LEN])
{
	return seal_verify(point, label, certificate->body, certificate->signature);
}
