using System.Text;

namespace Civic.Geo.Beacons;

/// <summary>The framer rules for H02, text and binary frames mixed. It has no checksum.</summary>
public class H02FuzzTests : ProtocolFuzzTests
{
    protected override FuzzSample Sample { get; } = new(
        BeaconProtocols.Standard["h02"],
        BeaconOptions.Default,
        [],
        [
            Encoding.ASCII.GetBytes("*HQ,353588020068342,V1,062840,A,5241.1249,N,954.9490,E,0.00,0.00,231026,ffffffff,000106,000002#"),
            Convert.FromHexString("2441060116601245431311165035313006004318210e000000fffffbffff0024"),
            Convert.FromHexString("2441091144271222470112142233983006114026520e000000fffffbffff0014060000000001cc00262b0f170a"),
            Encoding.ASCII.GetBytes("*TH,2020916012,V4,S14,100,10,1,3,130305,050316,A,2212.8745,N,11346.6574,E,14.28,028,220926,FFFFFBFF#"),
            Convert.FromHexString("5800009814991024031101175540227006012321670c000095fffffbffff0033"),
            Encoding.ASCII.GetBytes("*HQ,4109179024,V19,181519,V,3853.2587,S,06205.9175,W,000.00,000,090226,,5492932630888,8954315265044716555?,FFFFFBFF#"),
        ],
        HasChecksum: false);
}
