/**
 * The icons of the staff's pages, each with an outline of its own, drawn in the colour of the text. They are
 * never alone: a word stands beside each, so all are hidden from screen readers.
 */
import type { ComponentChildren } from 'preact';

const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.7 } as const;

const drawings = {
	available: () => <circle cx="8" cy="8" r="5" fill="currentColor" />,
	paused: () => <path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor" />,
	draining: () => (
		<>
			<circle cx="8" cy="8" r="4.5" fill="none" stroke="currentColor" stroke-width="2" />
			<path d="M8 3.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
		</>
	),
	off: () => <circle cx="8" cy="8" r="4.5" fill="none" stroke="currentColor" stroke-width="2" />,
	hand: () => <path d="M2 5h10M9 2l3 3-3 3M14 11H4m3-3l-3 3 3 3" {...line} stroke-width="1.6" />,
	cross: () => <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" {...line} stroke-width="2" />,
	clock: () => (
		<>
			<circle cx="8" cy="8" r="6" {...line} />
			<path d="M8 4.5V8l2.5 1.8" {...line} />
		</>
	),
	warn: () => (
		<>
			<path d="M8 1.5l7 12.5H1z" {...line} stroke-linejoin="round" />
			<path d="M8 6v4" stroke="currentColor" stroke-width="1.8" />
			<circle cx="8" cy="12" r="1" fill="currentColor" />
		</>
	),
	away: () => (
		<path
			d="M12.5 10.3A5.5 5.5 0 0 1 6 3.2a5.5 5.5 0 1 0 6.5 7.1z"
			{...line}
			stroke-linejoin="round"
		/>
	),
	tick: () => (
		<path d="M2.5 8.5l3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2.2" />
	),
	locked: () => (
		<>
			<rect x="3" y="7" width="10" height="7" rx="1" fill="currentColor" />
			<path d="M5 7V5a3 3 0 0 1 6 0v2" {...line} />
		</>
	),
	flag: () => <path d="M3.5 15V1.5M3.5 2.5h9l-2 3 2 3h-9" {...line} stroke-linejoin="round" />,
	sound: () => (
		<>
			<path d="M2 6v4h2.5L8 13V3L4.5 6z" fill="currentColor" />
			<path
				d="M10.5 5.5a3.5 3.5 0 0 1 0 5M12.5 3.5a6.5 6.5 0 0 1 0 9"
				{...line}
				stroke-width="1.5"
			/>
		</>
	),
	mute: () => (
		<>
			<path d="M2 6v4h2.5L8 13V3L4.5 6z" fill="currentColor" />
			<path d="M10.5 6l4 4M14.5 6l-4 4" {...line} stroke-width="1.5" />
		</>
	),
	noline: () => (
		<>
			<path
				d="M1 3l14 10M6 10.5a3 3 0 0 1 3.5-.3M3.5 7.8A7 7 0 0 1 5 6.8m4-1a7 7 0 0 1 3.5 2M1.5
				5A10 10 0 0 1 3 4M7 3.1A10 10 0 0 1 14.5 5.5"
				{...line}
				stroke-width="1.5"
			/>
			<circle cx="8" cy="13" r="1.2" fill="currentColor" />
		</>
	),
} satisfies Record<string, () => ComponentChildren>;

export type IconName = keyof typeof drawings;

export function Icon({ name, tone }: { name: IconName; tone?: 'good' | 'warn' | 'bad' | 'muted' }) {
	return (
		<svg class={tone ? `i ${tone}` : 'i'} viewBox="0 0 16 16" aria-hidden="true">
			{drawings[name]()}
		</svg>
	);
}
