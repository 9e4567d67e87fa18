// Written by `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-intake --test record` from the series of the back-test.

use super::Method::{Blend, Momentum, Persists, Stays};
use super::Record;

pub const RECORDS: [Record; 9] = [
    Record {
        class: "fiscal",
        percent: true,
        half: [186, 186, 61, 51, 40, 17],
        year: [231, 231, 101, 101, 72, 67, 64, 54, 46, 41, 41, 41],
        half_shaken: [253, 253, 208, 202, 76, 48],
        year_shaken: [278, 278, 278, 278, 217, 217, 130, 81, 56, 51, 36, 26],
        half_method: [Blend, Persists, Stays, Persists, Stays, Momentum],
        year_method: [
            Stays, Persists, Stays, Persists, Blend, Momentum, Persists, Persists, Persists, Persists, Momentum,
            Momentum,
        ],
    },
    Record {
        class: "local_estate",
        percent: false,
        half: [83, 83, 83, 30, 30, 30],
        year: [112, 112, 112, 71, 71, 71, 52, 49, 46, 34, 29, 24],
        half_shaken: [244, 244, 244, 111, 53, 32],
        year_shaken: [316, 316, 316, 178, 119, 97, 66, 66, 51, 36, 22, 9],
        half_method: [Persists, Persists, Persists, Persists, Persists, Momentum],
        year_method: [
            Blend, Blend, Persists, Persists, Persists, Persists, Momentum, Persists, Persists, Persists, Blend,
            Momentum,
        ],
    },
    Record {
        class: "local_gdp",
        percent: false,
        half: [22, 22, 22, 8, 8, 8],
        year: [24, 24, 24, 14, 14, 14, 5, 5, 5, 3, 3, 3],
        half_shaken: [63, 63, 63, 45, 45, 45],
        year_shaken: [82, 82, 82, 82, 82, 82, 23, 23, 23, 18, 18, 18],
        half_method: [Persists, Persists, Persists, Persists, Persists, Persists],
        year_method: [
            Persists, Persists, Persists, Persists, Persists, Persists, Persists, Persists, Persists, Stays, Stays,
            Stays,
        ],
    },
    Record {
        class: "local_industrial",
        percent: false,
        half: [45, 45, 23, 15, 5, 3],
        year: [49, 49, 43, 36, 25, 23, 21, 9, 7, 3, 3, 1],
        half_shaken: [89, 89, 89, 89, 40, 22],
        year_shaken: [128, 128, 128, 128, 70, 40, 28, 28, 28, 17, 12, 3],
        half_method: [Momentum, Momentum, Persists, Momentum, Blend, Momentum],
        year_method: [
            Blend, Blend, Persists, Momentum, Momentum, Momentum, Momentum, Momentum, Blend, Persists, Momentum, Blend,
        ],
    },
    Record {
        class: "local_investment",
        percent: false,
        half: [49, 49, 49, 41, 41, 41],
        year: [63, 63, 63, 63, 63, 63, 23, 23, 23, 15, 15, 15],
        half_shaken: [88, 88, 88, 88, 88, 88],
        year_shaken: [133, 133, 133, 133, 133, 133, 26, 26, 26, 26, 26, 26],
        half_method: [Persists, Persists, Persists, Persists, Persists, Persists],
        year_method: [
            Persists, Persists, Persists, Persists, Persists, Persists, Momentum, Momentum, Momentum, Blend, Blend,
            Blend,
        ],
    },
    Record {
        class: "local_retail",
        percent: false,
        half: [21, 21, 7, 7, 6, 3],
        year: [20, 20, 8, 8, 6, 4, 4, 4, 4, 3, 3, 2],
        half_shaken: [276, 276, 87, 77, 35, 16],
        year_shaken: [222, 222, 150, 145, 107, 89, 73, 60, 41, 29, 8, 6],
        half_method: [Persists, Persists, Persists, Persists, Momentum, Persists],
        year_method: [
            Persists, Persists, Persists, Persists, Blend, Persists, Persists, Persists, Persists, Persists, Momentum,
            Momentum,
        ],
    },
    Record {
        class: "local_sector",
        percent: false,
        half: [14, 14, 14, 12, 12, 12],
        year: [16, 16, 16, 14, 14, 14, 7, 7, 7, 7, 7, 7],
        half_shaken: [85, 85, 85, 47, 47, 47],
        year_shaken: [79, 79, 79, 79, 79, 79, 39, 39, 39, 19, 19, 19],
        half_method: [Persists, Persists, Persists, Persists, Persists, Persists],
        year_method: [
            Persists, Persists, Persists, Persists, Persists, Persists, Persists, Persists, Persists, Persists,
            Persists, Persists,
        ],
    },
    Record {
        class: "retail",
        percent: true,
        half: [45, 45, 17, 8, 8, 4],
        year: [45, 45, 20, 19, 18, 16, 13, 11, 8, 8, 2, 2],
        half_shaken: [168, 168, 124, 103, 60, 26],
        year_shaken: [205, 205, 205, 191, 152, 118, 69, 53, 53, 18, 11, 4],
        half_method: [Persists, Persists, Stays, Stays, Stays, Blend],
        year_method: [
            Persists, Persists, Stays, Stays, Stays, Stays, Blend, Blend, Stays, Momentum, Momentum, Persists,
        ],
    },
    Record {
        class: "trade",
        percent: true,
        half: [181, 181, 96, 64, 41, 20],
        year: [207, 207, 134, 109, 66, 61, 38, 32, 24, 17, 14, 9],
        half_shaken: [275, 143, 140, 76, 33, 25],
        year_shaken: [274, 225, 225, 138, 138, 138, 96, 66, 42, 31, 19, 6],
        half_method: [Persists, Persists, Stays, Stays, Persists, Persists],
        year_method: [
            Persists, Persists, Stays, Persists, Persists, Persists, Momentum, Persists, Persists, Persists, Persists,
            Persists,
        ],
    },
];
