/** The tabs, who has them, and where each part is loaded from when it is first wanted. */
import { may } from '@samtale/core/may';
import { ACT, FIGURES_OWN, WATCH, WHAT_IF } from '@samtale/core/permissions';
import type { ComponentType } from 'preact';

interface Part {
	Part: ComponentType;
}

/** In their order; the first that a role has is shown to it without a fragment in the address. */
export const TABS = [
	{
		id: 'now',
		needs: WATCH,
		load: (): Promise<Part> => import('./now/part.tsx'),
	},
	{
		id: 'figures',
		needs: FIGURES_OWN,
		load: (): Promise<Part> => import('./figures/part.tsx'),
	},
	{
		id: 'whatif',
		needs: WHAT_IF,
		load: (): Promise<Part> => import('./whatif/part.tsx'),
	},
	{
		id: 'log',
		needs: ACT,
		load: (): Promise<Part> => import('./log/part.tsx'),
	},
] as const;

export type Tab = (typeof TABS)[number];

/** The tabs of a role, a word of ROLES. */
export const tabsOf = (role: string): Tab[] =>
	TABS.filter(({ needs }) => may(needs, role));
