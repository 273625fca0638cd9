/** What the live tests need of the browser's code: put together by vite for node, as vectors-cli.ts. */
export { fromHex, toHex } from '../../src/bytes.ts';
export { readBundle } from '../../src/seal/bundle.ts';
export { SHIFT_MODE } from '../../src/seal/chain.ts';
export { openDevice } from '../../src/seal/staff/device.ts';
export { makeRequest } from '../../src/seal/staff/request.ts';
export { StaffSeal } from '../../src/seal/staff/staff-seal.ts';
export { memoryVault } from '../../src/seal/staff/vault.ts';
export { YouthSeal } from '../../src/seal/youth/youth-seal.ts';
export { memoryStore } from '../../src/store.ts';
export { Noting } from '../../src/noting.ts';
export { Talk } from '../../src/talk.ts';
