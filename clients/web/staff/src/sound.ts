/**
 * The sounds of the desk, made with WebAudio: no file is fetched and nothing plays before a tap
 * unlocked it. Four, which differ in pitch, rhythm and length: an offer, a message, a call for
 * help, and an alarm of the live view.
 *
 * What rings is one buffer with its silence in it that the audio thread repeats, and what is muted
 * for a time is a value that this thread sets back: browsers run the timers of a tab in the
 * background once a second or once a minute, and a timer would ring as seldom. The desk calls these
 * from socket events, which come at once there too. A browser without WebAudio is a silent desk, not
 * a broken one.
 */

export type SoundName = 'offer' | 'message' | 'help' | 'alarm';

/** Hz, seconds from the beginning, seconds long, loudness 0 to 1. */
type Tone = readonly [hertz: number, from: number, seconds: number, loud: number];

/** Seconds of each with the silence before it comes again, and its tones. */
const SOUNDS: Readonly<Record<SoundName, { seconds: number; tones: readonly Tone[] }>> = {
	offer: { seconds: 2.5, tones: [[660, 0, 0.22, 0.3], [880, 0.28, 0.34, 0.3]] },
	message: { seconds: 0.2, tones: [[440, 0, 0.12, 0.12]] },
	help: {
		seconds: 4,
		tones: [[988, 0, 0.12, 0.3], [740, 0.18, 0.12, 0.3], [988, 0.36, 0.12, 0.3], [740, 0.54, 0.4, 0.3]],
	},
	alarm: { seconds: 6, tones: [[523, 0, 0.3, 0.25], [415, 0.4, 0.5, 0.25]] },
};
/** Samples a second: twice the highest tone many times over, and small. */
const RATE = 16_000;
/** Seconds in which a tone swells, and in which it fades: it never cracks. */
const SWELL = 0.02;
const FADE = 0.08;
/** `mute` until the shift ends. */
export const SHIFT_LONG = Number.MAX_SAFE_INTEGER;

/** The parts of an AudioContext that are used, so that a test can listen. */
type Audio = Pick<
	AudioContext,
	'currentTime' | 'destination' | 'resume' | 'createBuffer' | 'createBufferSource' | 'createGain'
>;

/** Adds a tone to the samples. */
function draw(samples: Float32Array, [hertz, from, seconds, loud]: Tone): void {
	const first = Math.round(from * RATE);
	for (let i = 0; i < seconds * RATE; i++) {
		const at = i / RATE;
		const shape = Math.min(1, at / SWELL, (seconds - at) / FADE);
		samples[first + i]! += loud * shape * Math.sin(2 * Math.PI * hertz * at);
	}
}

export class Sound {
	private audio: Audio | null = null;
	private out: GainNode | null = null;
	private readonly buffers = new Map<SoundName, AudioBuffer>();
	/** What rings; null: it will as soon as a tap unlocks it. */
	private readonly rings = new Map<SoundName, AudioBufferSourceNode | null>();
	private volume = 1;
	private mutedUntil = 0;

	constructor(private readonly make: () => Audio) {}

	/** Must be called within a tap or a key press: browsers let nothing play before. */
	unlock(): void {
		try {
			this.audio ??= this.make();
			void this.audio.resume().catch(() => undefined);
			this.level();
			this.rings.forEach((source, name) => {
				this.rings.set(name, source ?? this.start(name, true));
			});
		} catch {
			this.audio = null;
		}
	}

	/** True when the tap that unlocks sound has been given in this page. */
	get unlocked(): boolean {
		return this.audio !== null;
	}

	/** Plays it once. */
	play(name: SoundName): void {
		this.start(name, false);
	}

	/** Plays it again and again, until `stop`. A second call changes nothing. */
	ring(name: SoundName): void {
		if (!this.rings.has(name)) {
			this.rings.set(name, this.start(name, true));
		}
	}

	stop(name: SoundName): void {
		this.rings.get(name)?.stop();
		this.rings.delete(name);
	}

	/** How loud everything is, 0 to 1. */
	setVolume(volume: number): void {
		this.volume = volume;
		this.level();
	}

	/**
	 * Nothing is heard until then (Unix milliseconds of this machine; SHIFT_LONG; 0: at once again).
	 * What rings goes on unheard, and is heard again if it still rings then.
	 */
	mute(until: number): void {
		this.mutedUntil = until;
		this.level();
	}

	/** Null: not unlocked. */
	private start(name: SoundName, loop: boolean): AudioBufferSourceNode | null {
		if (this.audio === null) {
			return null;
		}
		this.level();
		const source = this.audio.createBufferSource();
		source.buffer = this.buffer(this.audio, name);
		source.loop = loop;
		source.connect(this.gain(this.audio));
		source.start();
		return source;
	}

	/** The audio's clock stands still while the machine sleeps, so each sound sets this anew. */
	private level(): void {
		if (this.audio === null) {
			return;
		}
		const { gain } = this.gain(this.audio);
		const now = this.audio.currentTime;
		const left = (this.mutedUntil - Date.now()) / 1000;
		gain.cancelScheduledValues(now);
		gain.setValueAtTime(left > 0 ? 0 : this.volume, now);
		if (left > 0) {
			gain.setValueAtTime(this.volume, now + left);
		}
	}

	private gain(audio: Audio): GainNode {
		if (this.out === null) {
			this.out = audio.createGain();
			this.out.connect(audio.destination);
		}
		return this.out;
	}

	private buffer(audio: Audio, name: SoundName): AudioBuffer {
		const known = this.buffers.get(name);
		if (known !== undefined) {
			return known;
		}
		const { seconds, tones } = SOUNDS[name];
		const buffer = audio.createBuffer(1, seconds * RATE, RATE);
		const samples = buffer.getChannelData(0);
		tones.forEach((tone) => draw(samples, tone));
		this.buffers.set(name, buffer);
		return buffer;
	}
}
