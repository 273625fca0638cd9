/** What the daemon says about somebody else going on, about the time there is, and to all who wait: as events. */
import type { DownFrame } from '@samtale/core/frames';
import type { Event } from './state.ts';

type Of<T extends DownFrame['type']> = Extract<DownFrame, { type: T }>;

/** Handlers of the frames PROPOSED, HANDED, PERIOD and NOTICE. */
export function otherPeople(dispatch: (event: Event) => void) {
	return {
		proposed: ({ kind, name }: Of<'proposed'>) =>
			dispatch({ type: 'proposal', proposal: { kind, name } }),
		handed: ({ result }: Of<'handed'>) => {
			dispatch({ type: 'proposal', proposal: null });
			if (result !== 'done') {
				dispatch({ type: 'choice', choice: null });
			}
			if (result !== 'no') {
				dispatch({ type: 'notice', trouble: 'not_handed' });
			}
		},
		period: ({ what }: Of<'period'>) =>
			dispatch({ type: 'notice', trouble: what === 0 ? 'ten_left' : null }),
		notice: ({ texts }: Of<'notice'>) => dispatch({ type: 'later', later: { told: texts } }),
	};
}
