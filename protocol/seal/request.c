/* Requests. Making one ends with checking it, so that the rules stand once. */
#include "protocol/seal/request.h"

#include "protocol/seal/certificate.h"
#include "protocol/seal/reader.h"

static const char label[] = SEAL_LABEL("request");

enum seal_verdict seal_request_check(struct view bytes, struct seal_request *ret_request)
{
	struct seal_request read = {0};
	struct seal_reader reader = seal_reader_of(bytes);

	(void)seal_reader_within(&reader, 1, 1);
	(void)seal_reader_within(&reader, 'R', 'R');
	read.role = seal_reader_within(&reader, SEAL_ROLE_COUNSELLOR, SEAL_ROLE_SUPERVISOR);
	read.staff = seal_reader_bytes(&reader, SEAL_STAFF_LEN);
	read.device = seal_reader_point(&reader);
	read.agency = seal_reader_slug(&reader, false);
	read.alias = seal_reader_label(&reader, SEAL_ALIAS_MAX);
	const struct view body = seal_reader_done_part(&reader);
	const uint8_t *signature = seal_reader_bytes(&reader, SEAL_SIGNATURE_LEN);
	if (seal_reader_end(&reader) < 0 || !seal_verify(read.device, label, body, signature)) {
		return SEAL_NOT_PROVEN;
	}
	*ret_request = read;
	return SEAL_OK;
}

int seal_request_make(const struct seal_request *request, const struct seal_signer *device,
	struct seal_writer *writer)
{
	struct seal_request made;

	seal_writer_u8(writer, 1);
	seal_writer_u8(writer, 'R');
	seal_writer_u8(writer, request->role);
	seal_writer_bytes(writer, request->staff, SEAL_STAFF_LEN);
	seal_writer_bytes(writer, request->device, SEAL_POINT_LEN);
	seal_writer_str(writer, request->agency);
	seal_writer_str(writer, request->alias);
	const int err = seal_sign(device, label, writer);
	if (err < 0) {
		return err;
	}
	return seal_request_check(seal_writer_written(writer), &made) != SEAL_OK ? ERR_RANGE : 0;
}
