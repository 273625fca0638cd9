/**
 * Whether this browser can seal (se1.md section 3). It asks WebCrypto itself and uses nothing else of
 * the seal, because the page asks before the seal has come.
 */

const ECDH = { name: 'ECDH', namedCurve: 'P-256' };

/**
 * Tried once at the start: the browser must make keys and refuse a point that is not on the curve,
 * or it counts as unsupported.
 */
export async function canSeal(): Promise<boolean> {
	try {
		const { subtle } = crypto;
		const { privateKey, publicKey } = await subtle.generateKey(ECDH, false, ['deriveBits']);
		const point = new Uint8Array(await subtle.exportKey('raw', publicKey));
		point[64]! ^= 1;
		const agree = async () => {
			const key = await subtle.importKey('raw', point, ECDH, true, []);
			await subtle.deriveBits({ ...ECDH, public: key }, privateKey, 256);
		};
		return await agree().then(
			() => false,
			() => true,
		);
	} catch {
		return false;
	}
}
