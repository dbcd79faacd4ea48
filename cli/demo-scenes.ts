import type { Alert } from '#core/alert.ts';
import type { ResolutionCause } from '#core/finding.ts';
import type { ScanView } from './render/scan-text.ts';

/** The nights worth telling in full, each the first of its kind. */
export type SceneKind = 'first digest' | 'a tier raised' | 'a token renewed' | 'one gone' | 'a partial night';

const INTRODUCTIONS: Readonly<Record<SceneKind, string>> = {
  'first digest': 'The first digest: everything at once, in one message.',
  'a tier raised': 'A tier raised: the day comes nearer, so it is said again, once.',
  'a token renewed': 'A token renewed: the finding closes with its cause.',
  'one gone': 'One gone: GitHub was asked for it again by its id before it was believed.',
  'a partial night':
    'A partial night: a permission was withdrawn between two pages. Nothing is reported as gone.',
};

/** Gives each kind of scene once, on the first night that has it. */
export function sceneFinder(): (view: ScanView) => SceneKind | null {
  const shown = new Set<SceneKind>();
  return (view) => {
    const scene = scenesOf(view).find((kind) => !shown.has(kind));
    if (scene === undefined) return null;
    shown.add(scene);
    return scene;
  };
}

export function introduce(scene: SceneKind): string {
  return INTRODUCTIONS[scene];
}

/** The alerts that make a night this scene. A digest and a partial night are made by all of them. */
export function alertsOf(scene: SceneKind, alerts: readonly Alert[]): readonly Alert[] {
  switch (scene) {
    case 'a tier raised':
      return alerts.filter(({ reason }) => reason === 'tier-raised');
    case 'a token renewed':
      return resolvedAs('renewed', alerts);
    case 'one gone':
      return resolvedAs('revoked', alerts);
    case 'first digest':
    case 'a partial night':
      return alerts;
    default:
      return scene satisfies never;
  }
}

function scenesOf({ result, alerts }: ScanView): SceneKind[] {
  const { previous, status } = result.record;
  const told = (scene: SceneKind) => alertsOf(scene, alerts).length > 0;
  if (status === 'partial') return ['a partial night'];
  if (previous === null) return told('first digest') ? ['first digest'] : [];
  return (['one gone', 'a token renewed', 'a tier raised'] as const).filter(told);
}

function resolvedAs(cause: ResolutionCause, alerts: readonly Alert[]): Alert[] {
  return alerts.filter(({ finding, reason }) => reason === 'resolved' && finding.cause === cause);
}
