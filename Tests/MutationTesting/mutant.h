// Which mutant a process is, and which sites it came by.
#ifndef MUTANT_H
#define MUTANT_H

#include <stdbool.h>
#include <stdint.h>

/// The site that is changed, from the environment: MUTANT; 0 is none.
extern int32_t mutant_asked;
/// A byte for each site, 1 where it was come by; shared by the processes of a test.
extern uint8_t *mutant_visits;

/// Whether the process is the mutant of this site.
static inline bool mutant(int32_t site) {
  mutant_visits[site] = 1;
  return mutant_asked == site;
}

#endif
