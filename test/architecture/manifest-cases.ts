import { manifestFaults, manifests } from './manifests.js';
import { importing, sourcesOf, tree } from './sources.js';

export const describeManifests = (): void => {
  describe('a package depends on what its sources import', () => {
    it.each(manifests().map((manifest) => [manifest.folder, manifest] as const))(
      '%s',
      (_folder, manifest) => {
        expect(manifestFaults(manifest, tree)).toStrictEqual([]);
      },
    );

    it('all of them do', () => {
      const folders = manifests().map(({ folder }) => folder);
      expect(folders.toSorted()).toStrictEqual([
        'infra',
        'projections',
        'schema',
        'services/api',
        'services/cli',
        'services/ledger',
        'services/runtime',
      ]);
      expect(manifests().flatMap(({ dependencies }) => dependencies)).toContain('@ledger/infra');
    });

    it('or the difference is named, also between dependencies and references', () => {
      const sources = sourcesOf({
        'services/cli/a.ts': `${importing('commander')}${importing('@ledger/ledger/kernel/ids.js')}`,
        'services/cli/a.spec.ts': importing('fast-check'),
        'services/cli/b.ts': `${importing('node:fs')}${importing('./a.js')}${importing('@ledger/runtime/a.js')}`,
      });
      const dependencies = ['@ledger/ledger', '@ledger/infra', 'ws'];
      const references = ['services/ledger', 'services/runtime'];
      expect(manifestFaults({ folder: 'services/cli', dependencies, references }, sources)).toStrictEqual([
        'services/cli imports commander, but does not depend on it',
        'services/cli imports @ledger/runtime, but does not depend on it',
        'services/cli depends on @ledger/infra, but does not import it',
        'services/cli depends on ws, but does not import it',
        'services/cli does not refer to infra',
        'services/cli refers to services/runtime, but does not depend on it',
      ]);
    });
  });
};
