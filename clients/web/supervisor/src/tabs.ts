/** The tabs, who has them, and where each part is loaded from when it is first wanted. */
import type { ComponentType } from 'preact';

interface Part {
	Part: ComponentType;
}

/** In their order; the first that a role has is shown to it without a fragment in the address. */
export const TABS = [
	{
		id: 'now',
		roles: ['supervisor', 'duty_lead', 'coordinator'],
		load: (): Promise<Part> => import('./now/part.tsx'),
	},
	{
		id: 'figures',
		roles: ['supervisor', 'owner'],
		load: (): Promise<Part> => import('./figures/part.tsx'),
	},
	{
		id: 'whatif',
		roles: ['supervisor', 'duty_lead', 'coordinator', 'owner'],
		load: (): Promise<Part> => import('./whatif/part.tsx'),
	},
	{
		id: 'log',
		roles: ['supervisor', 'duty_lead'],
		load: (): Promise<Part> => import('./log/part.tsx'),
	},
] as const;

export type Tab = (typeof TABS)[number];

/** The tabs of a role, a word of ROLES. */
export const tabsOf = (role: string): Tab[] =>
	TABS.filter(({ roles }) => (roles as readonly string[]).includes(role));
