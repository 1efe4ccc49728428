import { describeDocumentStore } from './document-store.js';
import { embeddedDocuments } from './embedded-places.js';

describeDocumentStore('embedded', embeddedDocuments);
