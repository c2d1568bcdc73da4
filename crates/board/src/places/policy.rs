//! Who may do what to places, bodies and people.

use crate::runner::Permission;
use crate::vocabulary::Role::{Administrator, Officer};

/// Make or change an area, or say what it is made of.
pub const CHANGE_AREAS: Permission = Permission::of("change areas", &[Administrator]);
/// Make or change a body, or record what became of it.
pub const CHANGE_BODIES: Permission = Permission::of("change bodies", &[Administrator]);
/// Add a person.
pub const ADD_PEOPLE: Permission = Permission::of("add people", &[Administrator, Officer]);
/// Make seats of a body and say who holds them.
pub const CHANGE_MEMBERSHIP: Permission =
    Permission::of("change membership", &[Administrator, Officer]);

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &CHANGE_AREAS,
    &CHANGE_BODIES,
    &ADD_PEOPLE,
    &CHANGE_MEMBERSHIP,
];
