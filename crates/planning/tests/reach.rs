//! When levers work, from runs of the border city; what to expect is in the domain notes (§9b).
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use guoban_model::read::read_pack;
use guoban_planning::reach::Moves::{Borrowed, No, Pay, Yes};
use guoban_planning::reach::{Moves, reach_of_all};

#[test]
fn levers_of_the_border_city_reach_the_periods_they_should() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/packs/border-city.toml");
    let read = read_pack(&std::fs::read_to_string(file).unwrap()).unwrap();
    let reach = reach_of_all(&read.compile(read.pack.as_of).unwrap());
    let check = |id: &str, expected: [Moves; 4]| {
        let lever = read.pack.lever(id).unwrap_or_else(|| panic!("no lever {id}"));
        assert_eq!(reach[lever.0].periods, expected, "{id}");
    };
    // Early rice is harvested in July and August.
    check("early_rice_area", [No, Yes, No, No]);
    // Ready stock sold early is missing in the third quarter.
    check("hog_early_sale", [Borrowed, Pay, No, No]);
    check("spending_advance", [Borrowed, Pay, No, No]);
    // Winter vegetables after late rice; cattle take more than a year.
    check("rotation_area", [No, No, Yes, Yes]);
    check("cattle_support", [No, No, No, Yes]);
    check("trade_subsidy", [Yes, Yes, Yes, Yes]);
    let vouchers = reach[read.pack.lever("vouchers").unwrap().0].periods;
    assert_eq!(vouchers[..2], [Borrowed, Pay]);
}
