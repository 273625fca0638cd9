/**
 * The sounds of the desk, made with WebAudio: no file is fetched and nothing plays before a tap
 * unlocked it.
 *
 * Two sounds: the offer rings, two tones every 2.5 s until it is stopped; a message is one short
 * low tone. The desk calls these from socket events, never from a view. A browser without WebAudio
 * is a silent desk, not a broken one.
 */

export const RING_EVERY_MS = 2500;

/** The parts of an AudioContext that are used, so that a test can listen. */
type Audio = Pick<
	AudioContext,
	'currentTime' | 'destination' | 'resume' | 'createOscillator' | 'createGain'
>;

export class Sound {
	/** When true nothing plays; an offer that goes on ringing is heard again once it is false. */
	muted = false;
	private audio: Audio | null = null;
	private timer: ReturnType<typeof setInterval> | null = null;

	constructor(private readonly make: () => Audio) {}

	/** Must be called within a tap or a key press: browsers let nothing play before. */
	unlock(): void {
		try {
			this.audio ??= this.make();
			void this.audio.resume().catch(() => undefined);
		} catch {
			this.audio = null;
		}
	}

	/** True when the tap that unlocks sound has been given in this page. */
	get unlocked(): boolean {
		return this.audio !== null;
	}

	/** Rings now and every 2.5 s, until `stop`. A second call changes nothing. */
	ring(): void {
		if (this.timer === null) {
			this.once();
			this.timer = setInterval(() => this.once(), RING_EVERY_MS);
		}
	}

	stop(): void {
		if (this.timer !== null) {
			clearInterval(this.timer);
			this.timer = null;
		}
	}

	/** One short tone for a message in a room that nobody looks at. */
	message(): void {
		this.tone(440, 0, 0.12, 0.08);
	}

	/** The offer's two tones, one time. */
	once(): void {
		this.tone(660, 0, 0.22, 0.2);
		this.tone(880, 0.28, 0.34, 0.2);
	}

	/**
	 * One tone: Hz, seconds from now, seconds long, loudness 0 to 1. It swells and fades, so that
	 * it never cracks.
	 */
	private tone(hertz: number, from: number, seconds: number, loud: number): void {
		if (this.audio === null || this.muted) {
			return;
		}
		const start = this.audio.currentTime + from;
		const gain = this.audio.createGain();
		gain.gain.setValueAtTime(0.0001, start);
		gain.gain.exponentialRampToValueAtTime(loud, start + 0.02);
		gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
		const voice = this.audio.createOscillator();
		voice.type = 'sine';
		voice.frequency.value = hertz;
		voice.connect(gain);
		gain.connect(this.audio.destination);
		voice.start(start);
		voice.stop(start + seconds + 0.05);
	}
}
