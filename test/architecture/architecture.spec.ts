import { describeCircles } from './circle-cases.js';
import { describeDocuments } from './document-cases.js';
import { describeExports } from './export-cases.js';
import { describeManifests } from './manifest-cases.js';
import { describePackages } from './package-cases.js';
import { describePurity } from './purity-cases.js';
import { describeRooms } from './room-cases.js';
import { describeShapes } from './shape-cases.js';
import { describeWords } from './word-cases.js';

// All rules are in one spec file, because each spec file would have to parse all sources again.
describeRooms();
describeCircles();
describePackages();
describePurity();
describeShapes();
describeDocuments();
describeManifests();
describeExports();
describeWords();
