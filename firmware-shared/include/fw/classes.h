/* Which node classes this program contains. Hosts and the Cortex-M contain all; an 8051 image is
 * built with the others set to 0, because its union and its code have no room for them. */
#ifndef FW_CLASSES_H
#define FW_CLASSES_H

#ifndef FW_WITH_METHANE
#define FW_WITH_METHANE 1
#endif
#ifndef FW_WITH_FLOW
#define FW_WITH_FLOW 1
#endif
#ifndef FW_WITH_RELAY
#define FW_WITH_RELAY 1
#endif

#endif
