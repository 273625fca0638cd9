/** What the desk is given: where it finds the daemon, the browser and the person at it. */
import type { Trust } from '@samtale/core/seal/chain';
import type { Cabinet, Device } from '@samtale/core/seal/staff/device';
import type { HolderKeys } from '@samtale/core/seal/staff/holder';
import type { Vault } from '@samtale/core/seal/staff/vault';
import type { EntryOptions } from './entry.ts';
import type { KeyStore } from '@samtale/staff/key-desk';
import type { WatchedEnv } from './line.ts';
import type { ShiftStore } from './shift-store.ts';
import type { Sound } from '@samtale/staff/sound';
import type { Ask } from './staff-call.ts';
import type { Choices } from './state.ts';

export interface DeskOptions extends Pick<EntryOptions, 'bearer' | 'marks' | 'enrol'> {
	url: string;
	language: string;
	store: ShiftStore;
	sound: Sound;
	/** What the shift is when nothing was chosen in this tab, for instance after a crash. */
	usual(): Choices;
	line(heard: () => void): WatchedEnv;
	/** HTTP, with the session of the login. */
	ask: Ask;
	/** Where keys are kept beyond this tab; may throw. */
	keyStore(): KeyStore;
	/** Called within the tap that starts a shift. */
	askToNotify(): void;
	/** Whether the counsellor sees the page. */
	visible(): boolean;
	/** Absent: the browser's own keys, and the bundle of this host. */
	vault?: Promise<Vault>;
	/** For the keys of a person's duty holds. */
	holdVault?: (staff: string) => Promise<Vault>;
	device?(staff: Uint8Array): Promise<Device>;
	trust?(): Promise<Trust | null>;
	cabinet?: Cabinet;
	holders?: HolderKeys;
}
