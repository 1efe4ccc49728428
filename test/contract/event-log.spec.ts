import { embeddedLogs } from './embedded-places.js';
import { describeEventLog } from './event-log.js';
import { eventStoreLogs } from './eventstoredb-places.js';

describeEventLog('embedded', embeddedLogs);
describeEventLog('eventstoredb', eventStoreLogs);
