/**
 * Sound, in the top bar: that it is on, off and until when, or not allowed yet; how loud; and each
 * sound to hear, so that nobody wonders what it was. Whatever is muted is said there all the time.
 */
import { useRef } from 'preact/hooks';
import { clock } from '@samtale/staff/spans';
import { SHIFT_LONG, type SoundName } from '@samtale/staff/sound';
import { Act } from '@samtale/staff/views/act';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { useDesk } from '../context.ts';

const NAMES: readonly SoundName[] = ['offer', 'message', 'help'];

/** How loud, as a slider that is heard when it is let go. */
export function Volume() {
	const { acts } = useDesk();
	return (
		<label class="row nowrap small">
			<NbText text="staff.alert.volume" />
			<input
				type="range"
				class="volume"
				min="10"
				max="100"
				step="10"
				value={Math.round(acts.sounds.volume.value * 100)}
				data-test="volume"
				onInput={(event) => acts.sounds.setVolume(Number(event.currentTarget.value) / 100)}
				onChange={() => acts.sounds.try('offer')}
			/>
		</label>
	);
}

/** How sound stands. */
function Label({ onShift }: { onShift: boolean }) {
	const { i18n, acts } = useDesk();
	const until = acts.sounds.mutedUntil.value;
	if (until === 0) {
		const locked = onShift && acts.sounds.locked.value;
		return <NbText text={locked ? 'staff.bar.sound_blocked' : 'staff.bar.sound_on'} />;
	}
	return until === SHIFT_LONG ? (
		<NbText text="staff.alert.muted_shift" />
	) : (
		<NbText text="staff.alert.muted_until" params={{ time: clock(i18n, until) }} />
	);
}

export function Sounds({ onShift }: { onShift: boolean }) {
	const { acts } = useDesk();
	const menu = useRef<HTMLDetailsElement>(null);
	const { sounds } = acts;
	const muted = sounds.mutedUntil.value !== 0;
	const close = (): void => {
		menu.current?.removeAttribute('open');
		menu.current?.querySelector('summary')?.focus();
	};
	const then = (act: () => void) => () => {
		act();
		close();
	};
	return (
		<details
			class="sounds"
			ref={menu}
			data-muted={muted}
			onKeyDown={(event) => event.key === 'Escape' && close()}
		>
			<summary class="ds-button small" data-variant="tertiary" data-test="sound">
				<Icon name={muted ? 'mute' : 'sound'} />
				<Label onShift={onShift} />
			</summary>
			<div class="card stack">
				{muted ? (
					<Act test="unmute" text="staff.alert.unmute" act={then(sounds.unmute)} />
				) : (
					<Act
						test="mute-15"
						text="staff.alert.mute_15"
						act={then(sounds.muteForAWhile)}
					/>
				)}
				{!muted && onShift && (
					<Act
						test="mute-shift"
						text="staff.alert.mute_shift"
						act={then(sounds.muteForTheShift)}
					/>
				)}
				<span class="small muted">
					<NbText text="staff.alert.muted_what" />
				</span>
				<Volume />
				<div class="row">
					{NAMES.map((name) => (
						<Act
							key={name}
							test={`try-${name}`}
							text={`staff.alert.try.${name}`}
							act={() => sounds.try(name)}
						/>
					))}
				</div>
			</div>
		</details>
	);
}
