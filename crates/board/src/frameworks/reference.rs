//! The frameworks that every board needs, as dated data: titles, order, numbers and years as published, descriptions
//! in our own words. Once loaded they are records like any other and can be ended or superseded.

use super::{FrameworkUse, NewElement, NewFramework, create_framework};
use crate::runner::{House, Permission, RunnerError, Who};
use crate::vocabulary::Role::Administrator;
use crate::vocabulary::{Origin, Slug};

/// Load the frameworks that ship.
pub const LOAD_REFERENCE_FRAMEWORKS: Permission =
    Permission::of("load the reference frameworks", &[Administrator]);

/// Code, title, description, target year.
type Row = (
    Option<&'static str>,
    &'static str,
    &'static str,
    Option<i64>,
);

struct Shipped {
    slug: &'static str,
    title: &'static str,
    publisher: &'static str,
    edition: Option<&'static str>,
    framework_use: FrameworkUse,
    rows: &'static [Row],
}

/// Loads the frameworks that ship and are not there yet.
pub async fn load_reference_frameworks(house: &House, who: &Who) -> Result<(), RunnerError> {
    let mut act = house.begin(who, &LOAD_REFERENCE_FRAMEWORKS, None).await?;
    for shipped in SHIPPED {
        let elements = shipped
            .rows
            .iter()
            .map(|&(code, title, description, target_year)| NewElement {
                title: title.to_owned(),
                code: code.map(str::to_owned),
                description: (!description.is_empty()).then(|| description.to_owned()),
                target_year,
            })
            .collect();
        let framework = NewFramework {
            slug: Slug::from_words(shipped.slug),
            title: shipped.title.to_owned(),
            publisher: shipped.publisher.to_owned(),
            edition: shipped.edition.map(str::to_owned),
            framework_use: shipped.framework_use,
            origin: Origin::Quoted,
            elements,
        };
        create_framework(&mut act, framework).await?;
    }
    act.commit().await?;
    Ok(())
}

const fn row(title: &'static str, description: &'static str) -> Row {
    (None, title, description, None)
}

const fn numbered(code: &'static str, title: &'static str, description: &'static str) -> Row {
    (Some(code), title, description, None)
}

const fn by(year: i64, title: &'static str, description: &'static str) -> Row {
    (None, title, description, Some(year))
}

const SHIPPED: &[Shipped] = &[
    Shipped {
        slug: "pillars",
        title: "Four pillars of population health",
        publisher: "The King's Fund",
        edition: None,
        framework_use: FrameworkUse::Taxonomy,
        rows: &[
            row(
                "The wider determinants of health",
                "Income, work, homes, schooling, transport and surroundings.",
            ),
            row(
                "Our health behaviours and lifestyles",
                "Smoking, drinking, food and activity, and what shapes them.",
            ),
            row(
                "The places and communities we live in",
                "Neighbours, networks, streets and green space.",
            ),
            row(
                "An integrated health and care system",
                "Services that work as one around a person.",
            ),
        ],
    },
    Shipped {
        slug: "characteristics",
        title: "Protected characteristics",
        publisher: "Equality Act 2010",
        edition: Some("2010"),
        framework_use: FrameworkUse::Groups,
        rows: &[
            row("Age", ""),
            row("Disability", ""),
            row("Gender reassignment", ""),
            row("Marriage and civil partnership", ""),
            row("Pregnancy and maternity", ""),
            row("Race", ""),
            row("Religion or belief", ""),
            row("Sex", ""),
            row("Sexual orientation", ""),
        ],
    },
    Shipped {
        slug: "inclusion-groups",
        title: "Inclusion health groups",
        publisher: "NHS England",
        edition: None,
        framework_use: FrameworkUse::Groups,
        rows: &[
            row(
                "People who are homeless",
                "Rough sleepers and people without a settled home.",
            ),
            row("People who depend on drugs or alcohol", ""),
            row("Vulnerable migrants", "Including people seeking asylum."),
            row("Gypsy, Roma and Traveller communities", ""),
            row("People in contact with the justice system", ""),
            row("Victims of modern slavery", ""),
            row("Sex workers", ""),
        ],
    },
    Shipped {
        slug: "ten-areas",
        title: "Ten cross-cutting areas",
        publisher: "City and Hackney Health Inequalities Steering Group",
        edition: Some("2021"),
        framework_use: FrameworkUse::Areas,
        rows: &[
            numbered(
                "1",
                "Equalities data & insights",
                "Know who uses services and who is missing, and act on it.",
            ),
            numbered(
                "2",
                "Tools & resources",
                "Make fairness a habit in everyday decisions.",
            ),
            numbered(
                "3",
                "Tackling structural racism & systemic discrimination",
                "Institutions take a shared stance and keep an action plan for it.",
            ),
            numbered(
                "4",
                "Community engagement, involvement & empowerment",
                "Work with residents in ways that earn their trust.",
            ),
            numbered(
                "5",
                "Health in all policies",
                "Every plan asks what it does to health and to whom.",
            ),
            numbered(
                "6",
                "Anchor networks",
                "Large local employers use jobs, buying and buildings for fairness.",
            ),
            numbered(
                "7",
                "Strengths-based, preventative approach to service provision",
                "Start from what people can do, early, and whichever door they come through.",
            ),
            numbered(
                "8",
                "Staff health and wellbeing",
                "Look after the people who look after others.",
            ),
            numbered(
                "9",
                "Digital inclusion",
                "Skills, a connection, and services that everyone can operate.",
            ),
            numbered(
                "10",
                "Tailored, accessible information about services and wider wellbeing support",
                "Say it in the languages and formats that residents use.",
            ),
        ],
    },
    Shipped {
        slug: "recovery-missions",
        title: "London recovery missions",
        publisher: "London Recovery Board",
        edition: Some("2020"),
        framework_use: FrameworkUse::Taxonomy,
        rows: &[
            by(
                2030,
                "Green New Deal",
                "A green economy twice its size, with cleaner air.",
            ),
            by(
                2025,
                "A Robust Safety Net",
                "Help before money troubles turn into hardship.",
            ),
            by(
                2025,
                "High Streets for All",
                "Better public space and new life in empty shops, in each borough.",
            ),
            by(
                2024,
                "A New Deal for Young People",
                "A mentor for those in need, and good things to do nearby.",
            ),
            row(
                "Helping Londoners into Good Work",
                "Nobody shut out of learning, training or a job.",
            ),
            by(
                2025,
                "Mental Health and Wellbeing",
                "A quarter of a million wellbeing champions.",
            ),
            by(
                2025,
                "Digital Access for All",
                "Connection, device and skills for everybody.",
            ),
            by(
                2025,
                "Building Strong Communities",
                "A hub to volunteer and find support within reach.",
            ),
            by(
                2025,
                "Healthy Place, Healthy Weight",
                "Eating well and moving made easier for families.",
            ),
        ],
    },
    Shipped {
        slug: "mayors-priorities",
        title: "Mayor's health inequalities priorities",
        publisher: "Mayor of London",
        edition: Some("2018, with an implementation plan of 2021"),
        framework_use: FrameworkUse::Taxonomy,
        rows: &[
            row("Childhood obesity", ""),
            row("Mental health and wellbeing", ""),
            row("Air pollution", ""),
            row("Living wage city", ""),
            row("Active travel", ""),
            row("Ethnic inequalities", ""),
        ],
    },
    Shipped {
        slug: "corporate-outcomes",
        title: "Corporate Plan outcomes",
        publisher: "City of London Corporation",
        edition: Some("2018 to 2023"),
        framework_use: FrameworkUse::Taxonomy,
        // Numbers 6, 7 and 10 are absent from the report that lists them, and are not made up here.
        rows: &[
            numbered("1", "People are safe and feel safe", ""),
            numbered("2", "People enjoy good health and wellbeing", ""),
            numbered(
                "3",
                "Equal opportunities for people to reach their potential",
                "",
            ),
            numbered(
                "4",
                "Cohesive communities with the facilities they need",
                "",
            ),
            numbered("5", "Businesses are trusted and responsible", ""),
            numbered("8", "Access to skills and talent", ""),
            numbered("9", "Well connected, digitally and physically", ""),
            numbered("11", "Clean air, land and water", ""),
            numbered("12", "Secure, resilient and well-maintained spaces", ""),
        ],
    },
    Shipped {
        slug: "five-ps",
        title: "Five Ps, and People",
        publisher: "London Councils and partners",
        edition: Some("2022"),
        framework_use: FrameworkUse::Template,
        rows: &[
            row("Purpose", "One aim that the five systems share."),
            row(
                "Priorities",
                "Few outcomes that matter at the level of a place.",
            ),
            row("Place", "Boroughs at the centre, able to decide."),
            row("Pounds", "Budgets pooled unless there is a reason not to."),
            row(
                "Providers",
                "Trusts and general practice working together, heard at each level.",
            ),
            row("People", "In all of the five."),
        ],
    },
    Shipped {
        slug: "core20plus5",
        title: "Core20PLUS5",
        publisher: "NHS England",
        edition: Some("2021"),
        framework_use: FrameworkUse::Groups,
        rows: &[
            row(
                "Core20",
                "The fifth of people who live in the most deprived areas.",
            ),
            row(
                "PLUS",
                "Groups that each system chooses because services miss them.",
            ),
            row("Maternity", "Continuity of carer."),
            row("Severe mental illness", "Physical health checks."),
            row(
                "Chronic respiratory disease",
                "Vaccination against infections that make it worse.",
            ),
            row(
                "Early cancer diagnosis",
                "Most cancers found at stage 1 or 2 by 2028.",
            ),
            row(
                "Hypertension case-finding",
                "Find and treat high blood pressure.",
            ),
        ],
    },
    Shipped {
        slug: "levels",
        title: "Levels of an integrated care system",
        publisher: "London Councils",
        edition: Some("2022"),
        framework_use: FrameworkUse::Taxonomy,
        rows: &[
            row("Neighbourhood", "About 30,000 to 50,000 people."),
            row(
                "Place",
                "About 250,000 to 500,000 people; in London a borough.",
            ),
            row("System", "About 1 to 3 million people."),
        ],
    },
    Shipped {
        slug: "prompt-levels",
        title: "Levels of the equity prompts",
        publisher: "City and Hackney Population Health Hub",
        edition: Some("2022"),
        framework_use: FrameworkUse::Taxonomy,
        rows: &[row("Team", ""), row("Organisation", ""), row("System", "")],
    },
    Shipped {
        slug: "four-ways",
        title: "Four ways in which a board fulfils its purpose",
        publisher: "London Councils",
        edition: Some("2022"),
        framework_use: FrameworkUse::Template,
        rows: &[
            row(
                "Shared understanding of needs",
                "Everybody starts from the same picture.",
            ),
            row(
                "System leadership",
                "Bodies work together to meet those needs.",
            ),
            row(
                "Strategic influence over commissioning",
                "Plans for health and care follow the strategy.",
            ),
            row(
                "Involving councillors and patients' representatives",
                "They have a say in what is commissioned.",
            ),
        ],
    },
    Shipped {
        slug: "digital-dimensions",
        title: "Dimensions of digital exclusion",
        publisher: "City and Hackney Health Inequalities Steering Group",
        edition: Some("2021"),
        framework_use: FrameworkUse::Taxonomy,
        rows: &[
            row("Skills", ""),
            row("Connectivity", ""),
            row("Accessibility", ""),
        ],
    },
];
