/* Which node classes this program contains. Hosts and the Cortex-M contain all; an 8051 image is
 * built with the others set to 0, because its union and its code have no room for them. */
#ifndef FW_CLASSES_H
#define FW_CLASSES_H

#include "msn/port.h"

#ifndef FW_WITH_METHANE
#define FW_WITH_METHANE 1
#endif
#ifndef FW_WITH_FLOW
#define FW_WITH_FLOW 1
#endif
#ifndef FW_WITH_RELAY
#define FW_WITH_RELAY 1
#endif

/* AES-128-CMAC: level 1 and above. */
#ifndef FW_WITH_MAC
#define FW_WITH_MAC 1
#endif

/* The boot id is a count in non-volatile memory (fw/nvm.h). */
#ifndef FW_COUNTS_BOOTS
#define FW_COUNTS_BOOTS !MSN_SMALL
#endif

/* Relays with their contacts, switch and buttons; a flow board has none. Without them and without
 * AES there is nothing to command: no selection, no mode, no mute. */
#ifndef FW_WITH_RELAYS
#define FW_WITH_RELAYS 1
#endif
#define FW_WITH_COMMANDS (FW_WITH_RELAYS || FW_WITH_MAC)

/* Of the host. A node without relays has nothing to do when it is lost; the 8051 refuses to try. */
#ifndef FW_WITH_SUPERVISION
#define FW_WITH_SUPERVISION (!MSN_SMALL || FW_WITH_RELAYS)
#endif

/* Square root for differential-pressure meters: not on the 8051. */
#ifndef FW_WITH_ROOT
#define FW_WITH_ROOT !MSN_SMALL
#endif

/* msn_interlock_bit: the relay class has more than a byte of them. */
#if FW_WITH_RELAY
typedef uint16_t fw_reasons;
#else
typedef uint8_t fw_reasons;
#endif

#endif
