import { describeDocumentStore } from './document-store.js';
import { mongoDocuments } from './mongodb-places.js';

describeDocumentStore('mongodb', mongoDocuments);
