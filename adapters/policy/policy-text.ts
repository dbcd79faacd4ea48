import { Document, type YAMLMap } from 'yaml';
import type { ShownRule, ShownSetting } from '#core/policy/shown-policy.ts';
import { WRITTEN } from './written-yaml.ts';

/** A policy as it holds in one organisation, everything in its own section. */
export interface PolicyText {
  readonly rules: readonly ShownRule[];
  /** Section → what stands there, as the file spells it; an empty one is left out. */
  readonly sections: Readonly<Record<string, object | string>>;
}

/** The policy as YAML that can be read again, with who said each setting as a comment behind it. */
export function policyText({ rules, sections }: PolicyText): string {
  const document = new Document({ version: 1, enterprise: { rules: {} }, ...sections }, WRITTEN);
  const section = document.getIn(['enterprise', 'rules']) as YAMLMap;
  for (const { id, settings, kinds, reason } of rules) {
    const all = reason === null ? settings : [...settings, reason];
    const rule = settingsNode(document, all, kinds.length > 0);
    if (kinds.length > 0) {
      const ofKinds = document.createNode({}) as YAMLMap;
      for (const each of kinds) {
        ofKinds.add(document.createPair(each.kind, settingsNode(document, each.settings, false)));
      }
      (rule as YAMLMap).add(document.createPair('kinds', ofKinds));
    }
    section.add(document.createPair(id, rule));
  }
  return document.toString(WRITTEN);
}

/** `on` or `off` where that is all there is to say. */
function settingsNode(document: Document, settings: readonly ShownSetting[], asMapping: boolean): unknown {
  const [only] = settings;
  if (!asMapping && settings.length === 1 && only?.key === 'enabled') {
    return settingNode(document, { ...only, value: only.value === true ? 'on' : 'off' });
  }
  const map = document.createNode({}) as YAMLMap;
  for (const setting of settings) map.add(document.createPair(setting.key, settingNode(document, setting)));
  return map;
}

function settingNode(document: Document, { from, value }: ShownSetting) {
  const node = document.createNode(value, { flow: true });
  node.comment = ` ${from}`;
  return node;
}
