/** What the counsellor does with sound. What plays, and when, is in sound.ts and alerts.ts. */
import { signal } from '@preact/signals';
import type { Feature } from './feature.ts';
import type { Memory } from './memory.ts';
import { SHIFT_LONG, type Sound, type SoundName } from '@samtale/staff/sound';

/** Milliseconds of the short silence. */
const PAUSE = 15 * 60_000;

export class SoundDesk implements Feature {
	/** No tap has allowed sound in this page yet, for instance after a reload. */
	readonly locked = signal(true);
	/** Unix milliseconds until which nothing is heard; SHIFT_LONG; 0: all is. */
	readonly mutedUntil = signal(0);
	/** 0 to 1. */
	readonly volume = signal(0.7);

	constructor(
		private readonly sound: Sound,
		private readonly memory: Memory,
	) {
		const { volume, mutedUntil } = memory.sounds ?? {};
		this.setVolume(volume ?? this.volume.value);
		this.mute(mutedUntil ?? 0);
	}

	/** To be called within a tap or a key press. */
	unlock = (): void => {
		this.sound.unlock();
		this.locked.value = !this.sound.unlocked;
	};

	muteForAWhile = (): void => this.mute(Date.now() + PAUSE);
	muteForTheShift = (): void => this.mute(SHIFT_LONG);
	unmute = (): void => this.mute(0);

	/** By a key: off for the shift, or on again. */
	toggle = (): void => this.mute(this.mutedUntil.value === 0 ? SHIFT_LONG : 0);

	/** volume: 0 to 1. */
	setVolume = (volume: number): void => {
		this.volume.value = volume;
		this.sound.setVolume(volume);
		this.keep();
	};

	/** Plays a sound once, within a tap. */
	try = (name: SoundName): void => {
		this.unlock();
		this.sound.play(name);
	};

	tick(): void {
		if (this.mutedUntil.value !== 0 && this.mutedUntil.value <= Date.now()) {
			this.unmute();
		}
	}

	private mute(until: number): void {
		this.mutedUntil.value = until;
		this.sound.mute(until);
		this.keep();
	}

	private keep(): void {
		this.memory.sounds = { volume: this.volume.value, mutedUntil: this.mutedUntil.value };
	}
}
