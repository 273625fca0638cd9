/** What is heard of the alarms: each sound again and again while one of its kind rings, unless it is muted for a while. */
import { computed, effect, signal } from '@preact/signals';
import { Sound, type SoundName } from '@samtale/staff/sound';
import { kindOf, ringing } from './alarms.ts';
import { alarmsOf } from './facts.ts';
import { LastAlarm } from './last-alarm.ts';
import type { Live } from './live.ts';

const MUTE_MS = 5 * 60_000;
const NAMES: readonly SoundName[] = ['help', 'alarm'];

export class Ringer {
	/** Alarms that ring for who watches. */
	readonly alarms = computed(() => {
		const person = this.live.person.value;
		return person === null ? [] : ringing(alarmsOf(this.live.scene.rows('a').value), person, this.live.leads.value);
	});
	readonly last = new LastAlarm();
	/** Until when nothing is heard, Unix milliseconds; 0: it is. */
	readonly mutedUntil = signal(0);
	/** Browsers play nothing before a tap. */
	readonly unlocked = signal(false);

	constructor(
		private readonly live: Live,
		private readonly sound = new Sound(() => new AudioContext()),
	) {}

	/** Listens to the alarms, and to the first tap on the page. */
	start(target: EventTarget): void {
		this.last.start(this.live);
		effect(() => {
			const wanted = new Set(this.alarms.value.map((alarm) => kindOf(alarm)?.sound));
			for (const name of NAMES) {
				if (wanted.has(name)) {
					this.sound.ring(name);
				} else {
					this.sound.stop(name);
				}
			}
		});
		effect(() => {
			if (this.mutedUntil.value !== 0 && this.live.beat.value >= this.mutedUntil.value) {
				this.mutedUntil.value = 0;
			}
		});
		for (const type of ['pointerdown', 'keydown']) {
			target.addEventListener(type, () => this.unlock(), { capture: true });
		}
	}

	/** For five minutes; a second time: not any more. */
	mute(): void {
		const until = this.mutedUntil.value === 0 ? Date.now() + MUTE_MS : 0;
		this.mutedUntil.value = until;
		this.sound.mute(until);
	}

	private unlock(): void {
		if (!this.unlocked.value) {
			this.sound.unlock();
			this.unlocked.value = this.sound.unlocked;
		}
	}
}
