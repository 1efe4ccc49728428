import { mongoMissing } from '../doubles/mongodb/server.js';
import { describeDocumentStore } from './document-store.js';
import { mongoDocuments } from './mongodb-places.js';

describeDocumentStore('mongodb', mongoDocuments, mongoMissing);
